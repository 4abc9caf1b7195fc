/** The style sheet that says Mantine's variables as the theme would have them. */
import { DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core'
import { expect, it } from 'vitest'
import { theme } from '../../app/theme/theme.ts'

type Variables = Readonly<Record<string, string>>

const usual = defaultCssVariablesResolver(DEFAULT_THEME)
const ours = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme))

const rule = (selector: string, variables: Variables, known: Variables): string => {
  const lines = Object.entries(variables)
    .filter(([name, value]) => known[name] !== value)
    .map(([name, value]) => `  ${name}: ${value};\n`)
  return `${selector} {\n${lines.join('')}}\n`
}

it('is what Mantine makes of the theme, as far as that is not usual', async () => {
  const sheet = [
    '/* What Mantine makes of theme.ts, written by its test: npx vitest run tests/app/theme.test.ts --update */\n',
    rule(':root', ours.variables, usual.variables),
    rule(':root[data-mantine-color-scheme="light"]', ours.light, usual.light),
    rule(':root[data-mantine-color-scheme="dark"]', ours.dark, usual.dark),
  ].join('\n')
  await expect(sheet).toMatchFileSnapshot('../../app/theme/mantine-variables.css')
})

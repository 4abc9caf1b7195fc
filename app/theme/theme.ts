/** Passbook's own look: banknote ink on ledger paper. The page's own tokens are in tokens.css; this is what Mantine needs. */
import {
  type ButtonProps,
  createTheme,
  type InputWrapperFactory,
  type MantineColorsTuple,
  type NotificationFactory,
  type PasswordInputProps,
  type TextInputProps,
} from '@mantine/core'
import type { CSSProperties } from 'react'

const ink: MantineColorsTuple = [
  '#e9f5f1',
  '#d3e9e2',
  '#a9d4c7',
  '#7cc0ab',
  '#57ad95',
  '#3a9a81',
  '#22806a',
  '#146553',
  '#0e4f42',
  '#093a31',
]

/** Mantine draws every dark surface from this scale: greenish, so that dark is the same bank by night. */
const dark: MantineColorsTuple = [
  '#dbe5e0',
  '#b6c6be',
  '#98aaa1',
  '#64766d',
  '#3d4e47',
  '#2b3a34',
  '#202d28',
  '#17211d',
  '#111916',
  '#0b110f',
]

export const fontFamily =
  '"Figtree Variable", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif'

type PartStyles<Part extends { stylesNames: string }> = Partial<Record<Part['stylesNames'], CSSProperties>>

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  colors: { ink, dark },
  black: '#14211d',
  white: '#ffffff',
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '16px', xl: '24px' },
  fontFamily,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", monospace',
  headings: {
    fontFamily,
    fontWeight: '650',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.2' },
      h2: { fontSize: '1.125rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  // By their names and not by `Button.extend`, which would have every page load every one of them.
  components: {
    // Named, so that the style sheet can tell a filled button from the others.
    Button: { defaultProps: { variant: 'filled' } satisfies ButtonProps },
    Notification: {
      styles: { description: { color: 'var(--text-quiet)' } } satisfies PartStyles<NotificationFactory>,
    },
    TextInput: { defaultProps: { size: 'md' } satisfies TextInputProps },
    PasswordInput: { defaultProps: { size: 'md' } satisfies PasswordInputProps },
    InputWrapper: {
      styles: {
        label: { fontSize: '0.9375rem', fontWeight: 600, marginBottom: '0.25rem' },
        description: { fontSize: '0.875rem', lineHeight: 1.4 },
        error: { fontSize: '0.875rem', lineHeight: 1.4 },
      } satisfies PartStyles<InputWrapperFactory>,
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
})

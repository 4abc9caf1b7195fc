/** What the month comes to by category, as its lines are categorised now. */
import { minorUnits } from '../../../../api-client/pending-overlay.ts'
import type { Statement } from '../../../../api-client/statements-queries.ts'
import { Money } from '../../../../components/money.tsx'
import sheet from '../../../../components/sheet.module.css'
import { categoryNames } from '../../../../text/categories.ts'
import { statementsText } from '../../../../text/statements.ts'
import classes from './statement.module.css'

const text = statementsText.categories

export function StatementCategories({ statement: { categories } }: { statement: Statement }) {
  return (
    <section className={sheet.sheet} aria-labelledby="categories-title">
      <div className={sheet.head}>
        <h2 className={sheet.title} id="categories-title">
          {text.title}
        </h2>
      </div>
      <div className={sheet.body}>
        {categories.length === 0 ? (
          <p className={classes.small}>{text.none}</p>
        ) : (
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{text.category}</th>
                <th scope="col">{text.out}</th>
                <th scope="col">{text.in}</th>
              </tr>
            </thead>
            <tbody>
              {categories.map((total) => (
                <tr key={total.category}>
                  <th scope="row">{categoryNames[total.category]}</th>
                  <td>{minorUnits(total.out) !== 0n && <Money value={total.out} direction="out" />}</td>
                  <td>{minorUnits(total.in) !== 0n && <Money value={total.in} direction="in" />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p className={classes.small}>{text.note}</p>
      </div>
    </section>
  )
}

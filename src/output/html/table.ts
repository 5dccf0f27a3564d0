import { html, type Markup } from './markup.js';

/** A table that scrolls by itself where the page is narrow. @param rows a `tr` each */
export function table(head: readonly string[], rows: readonly Markup[]): Markup {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${head.map((title) => html`<th scope="col">${title}</th> `)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

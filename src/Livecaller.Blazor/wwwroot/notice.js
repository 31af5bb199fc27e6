// Shows a text for developers. See Shell/StaticRenderingNotice.razor.
console.warn(document.currentScript.dataset.text);

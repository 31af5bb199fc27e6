// A language's texts, as they are written in the file. A server that takes its time is not waited for for ever.
export async function load(language) {
  const answer = await fetch(new URL(`./texts/${language}.json`, import.meta.url), { signal: AbortSignal.timeout(5000) });
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

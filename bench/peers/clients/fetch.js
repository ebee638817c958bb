/** fetch, by hand: the status is looked at, the answer is not. */
export function create(baseUrl, apiKey) {
  return async (query) => {
    const response = await fetch(`${baseUrl}/get-leads?${new URLSearchParams(query)}`, {
      headers: { authorization: `Bearer ${apiKey}` },
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return (await response.json()).collectedCustomers;
  };
}

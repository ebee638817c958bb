/**
 * The demo data's accounts, keys and chatbots. The keys are public on purpose, like the well-known key of a storage
 * emulator: they open invented people on a loopback address and nothing else (docs/decisions/0005).
 */

/** A chatbot of the demo data. */
export interface DemoChatbot {
  readonly id: string;
  readonly name: string;
  /** How many leads it is given. */
  readonly leads: number;
}

/** An account of the demo data. */
export interface DemoAccount {
  readonly id: string;
  readonly name: string;
  readonly apiKey: string;
  readonly chatbots: readonly DemoChatbot[];
}

const shop: DemoAccount = {
  id: "acc_123abc456",
  name: "Wheelwright Bicycles",
  apiKey: "de300000-0000-4000-8000-000000000001",
  chatbots: [
    // The id that the spec's example asks for.
    { id: "ckl123abc456", name: "Shop assistant", leads: 3_000 },
    { id: "Wm4t0Zb_1kq9-RxUe7LcP", name: "Workshop booking", leads: 1_400 },
    { id: "imports-go-here-00001", name: "For your imports", leads: 0 },
  ],
};

const clinic: DemoAccount = {
  id: "acc_789xyz012",
  name: "Harbour Dental",
  apiKey: "de300000-0000-4000-8000-000000000002",
  chatbots: [{ id: "h7Qd_0sJv-2NfYt8KaXbE", name: "Front desk", leads: 600 }],
};

/** Everything of the demo data but the leads. `accounts[0]` is the one that a start shows. */
export const demo = {
  accounts: [shop, clinic],
  apiKey: shop.apiKey,
  chatbotId: "ckl123abc456",
} as const;

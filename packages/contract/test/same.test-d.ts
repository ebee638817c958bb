/** Types that compare types. */
import type * as z from "zod/mini";

/** True only for identical types: optional and `undefined`, readonly and extra properties all count. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** True only when a schema takes and gives exactly this type. */
export type Infers<Schema extends z.ZodMiniType, Type> = Same<z.infer<Schema>, Type> & Same<z.input<Schema>, Type>;

/** Made by `scripts/report-page.ts` from `src/ui/web/report`. */
declare module "virtual:report-page" {
  /** Stands in a `script` element. */
  export const script: string;
  /** Stands in a `style` element. */
  export const style: string;
  /** Of the packages that the script contains. */
  export const licenses: string;
}

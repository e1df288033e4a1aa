/** Distributions that others wrote: all of @stdlib's in one file without dependencies, and of those what is compared here. */
declare module "@stdlib/dist-stats-base-dists-flat" {
  interface Distributions {
    readonly beta: { cdf(x: number, a: number, b: number): number; quantile(p: number, a: number, b: number): number };
    readonly binomial: { cdf(k: number, n: number, p: number): number };
    readonly chisquare: { cdf(x: number, k: number): number };
    readonly gamma: { cdf(x: number, shape: number, rate: number): number };
    readonly normal: { cdf(x: number, mean: number, sd: number): number; quantile(p: number, mean: number, sd: number): number };
    readonly t: { cdf(x: number, df: number): number; quantile(p: number, df: number): number };
  }
  const stdlib: { readonly base: { readonly dists: Distributions } };
  export default stdlib;
}

import { ProviderError } from "../../core/errors/provider-error.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import { refusedParam, type ProviderConfig } from "../../core/providers/registry.ts";

/** Lets no request pass with a parameter that the provider cannot be sent. @throws ProviderError `bad-request` */
export function refuseParams(provider: string, settings: ProviderConfig, { params }: ModelRequest): void {
  for (const param of Object.keys(params)) {
    const why = refusedParam(settings, param);
    if (why !== undefined) throw new ProviderError("bad-request", provider, why);
  }
}

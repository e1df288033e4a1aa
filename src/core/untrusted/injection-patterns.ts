/** Up to so many words between two others, in one sentence. */
function gap(words: number): string {
  return `(?:[^\\p{L}.!?]+\\p{L}+){0,${words}}?[^\\p{L}.!?]+`;
}

function pattern(...forms: readonly string[]): RegExp {
  return new RegExp(`(?:${forms.join("|")})`, "imu");
}

const before = "(?:previous|prior|earlier|above|preceding|foregoing|existing|original|initial|system)";
const rules = "(?:instructions?|prompts?|rules|directives?|guidelines|programming|constraints|system message)";
const machine = "(?:ai|artificial intelligence|llms?|(?:large )?language models?|chatbots?)";

/**
 * What instructions that were smuggled into data look like, by name. Patterns find the common forms and no others: they are for telling
 * people, not for keeping anything out. Each has its cases in `test/spec/untrusted/injection.yaml`, texts included that only look alike.
 */
export const injectionPatterns: Readonly<Record<string, RegExp>> = {
  /** Away with what the author said. */
  override: pattern(
    `\\b(?:ignore|disregard|forget|override|overrule|bypass|(?:do not|don't|stop) follow(?:ing)?)${gap(3)}${before}${gap(2)}${rules}\\b`,
    `\\b(?:ignore|disregard|forget|override|bypass|(?:do not|don't|stop) follow(?:ing)?) (?:all |any |of )*your${gap(1)}${rules}\\b`,
    `\\b(?:ignore|disregard|forget) (?:all|any|every|everything)(?: of)?(?: the)? (?:instructions?|prompts?|guidelines|directives|(?:you were told|above))\\b`,
    `\\bignorier(?:e|en|t)?${gap(3)}(?:vorherigen|bisherigen|obigen|früheren)${gap(1)}(?:anweisungen|instruktionen|regeln|befehle)`,
    `\\bignore[zr]?${gap(2)}(?:instructions|consignes|règles) (?:précédentes|ci-dessus|antérieures)`,
    `\\bignor[ae]${gap(3)}(?:instrucciones|órdenes|reglas) (?:anteriores|previas)`,
  ),
  /** Be somebody else. */
  role: pattern(
    `\\byou are (?:now|no longer|hereby) (?:an?|the)${gap(2)}(?:ai|assistant|model|chatbot|bot|dan)\\b`,
    `\\b(?:you are now in|enter|enable|activate|switch to) (?:developer|debug|god|admin|unrestricted|dan|jailbreak) mode\\b`,
    `\\bfrom now on,? you (?:are to|must|will|should) (?:act|behave|respond|reply|answer|speak|pretend|obey|ignore|only (?:respond|reply|answer))\\b`,
    `\\b(?:act|behave|respond|answer|pretend)${gap(8)}(?:without|no|free of)${gap(1)}(?:restrictions|filters?|limitations|guidelines|safeguards)\\b`,
  ),
  /** Here are new ones. */
  instructions: pattern(
    `\\bnew (?:system )?(?:instructions?|prompt|directives?)\\s*:`,
    `\\byour (?:new|real|actual|true|only) (?:task|goal|objective|job|role|instructions?|mission)(?: now)? (?:is|are)\\b`,
  ),
  /** The marks by which chats are told from one another. */
  markup: pattern(
    `<\\|(?:im_start|im_end|system|user|assistant|endoftext|start_header_id|eot_id)\\|>`,
    `\\[/?INST\\]`,
    `<</?SYS>>`,
    `</?(?:system|assistant|system_prompt|system-reminder|tool_result|function_results)>`,
    `^ ?### ?(?:instruction|system|assistant) ?:`,
    `^ ?\\W{0,8}(?:system|developer) (?:message|prompt|override) ?:`,
  ),
  /** Nobody may know. */
  secrecy: pattern(
    `\\b(?:do not|don't|never|without) (?:ever )?(?:tell|inform|mention|reveal|show|alert|notify|warn)(?:ing)?${gap(4)}(?:the|your|any) (?:user|human|operator|developer)s?\\b`,
  ),
  /** Send it here. */
  exfiltration: pattern(
    `\\b(?:send|post|upload|forward|transmit|leak|exfiltrate|append|encode|embed|include|put|submit)${gap(6)}(?:conversation|chat history|system prompt|api keys?|secrets?|credentials|passwords?|context|confidential|users?(?:'s|') (?:data|name|message|input|information))${gap(12)}(?:https?:|www\\.|urls?\\b|image\\b|query\\b|parameter|webhook)`,
  ),
  /** Tell what you were told. */
  probe: pattern(
    `\\b(?:reveal|print|repeat|output|show|display|disclose|leak|tell me|write out|reproduce)${gap(4)}(?:system prompt|system message|initial prompt|hidden (?:prompt|instructions)|your (?:original |initial |secret |own )?(?:instructions|prompt))\\b`,
  ),
  /** Spoken to machines in a text for people. */
  address: pattern(
    `\\b(?:if you are|as) an? ${machine}(?: (?:assistant|model|agent|system|bot))?(?: (?:reading|processing|summari[sz]ing|reviewing|parsing|that|who)|,? (?:you (?:must|should|will|are to)|please|include|add|say|write|respond|reply))\\b`,
    `\\b(?:attention|note|instructions?|message|notice|important)(?: (?:to|for))? (?:all |any |the )?${machine}(?: (?:assistants?|agents?|models?|systems?|bots?))? ?[:,!]`,
  ),
};

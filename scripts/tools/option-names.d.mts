export declare function collectOptions(): { owners: Map<string, Set<string>> }

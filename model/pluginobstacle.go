package model

// PluginTLSPolicy is the TLS policy that custom plugins demand of a domain
// (SERVICE.md §5.3).
const PluginTLSPolicy = "Policy-Min-TLS-1-2-PFS-2023-10"

// PluginObstacle says why a plugin can never be on a domain as it is; nothing of other
// packages. AWS's own only have to be for its engine (SERVICE.md §5.3).
func PluginObstacle(p Package, d Domain) string {
	switch {
	case p.Type != PluginType:
		return ""
	case p.EngineVersion != d.EngineVersion:
		return "made for " + p.EngineVersion + ", the domain runs " + d.EngineVersion
	case OwnedByAWS(p.Key.ID):
		return ""
	case !EngineAtLeast(d.EngineVersion, 2, 15):
		return "custom plugins need OpenSearch 2.15 or later"
	case !d.NodeToNodeEncryption:
		return "the domain lacks node-to-node encryption"
	case !d.EncryptionAtRest:
		return "the domain lacks encryption at rest"
	case !d.EnforceHTTPS:
		return "the domain does not enforce HTTPS"
	case d.TLSPolicy != PluginTLSPolicy:
		return "the domain's TLS policy is not " + PluginTLSPolicy
	}
	return ""
}

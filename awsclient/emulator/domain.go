package emulator

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"oscope/model"
	"oscope/model/rule"
)

// Domain has those members of DomainStatus that an operator looks at, the domain's
// tags and, in a world, how its changes go and what is said of its health.
type Domain struct {
	DomainID                    string                       `json:"DomainId"`
	DomainName                  string                       `json:"DomainName"`
	ARN                         string                       `json:"ARN"`
	Created                     bool                         `json:"Created"`
	Deleted                     bool                         `json:"Deleted"`
	Endpoint                    string                       `json:"Endpoint,omitempty"`
	EndpointV2                  string                       `json:"EndpointV2,omitempty"`
	Endpoints                   map[string]string            `json:"Endpoints,omitempty"`
	Processing                  bool                         `json:"Processing"`
	UpgradeProcessing           bool                         `json:"UpgradeProcessing"`
	EngineVersion               string                       `json:"EngineVersion"`
	EngineMode                  string                       `json:"EngineMode,omitempty"`
	UseCase                     string                       `json:"UseCase,omitempty"`
	ClusterConfig               *ClusterConfig               `json:"ClusterConfig"`
	EBSOptions                  *EBSOptions                  `json:"EBSOptions,omitempty"`
	AccessPolicies              string                       `json:"AccessPolicies,omitempty"`
	IPAddressType               string                       `json:"IPAddressType,omitempty"`
	VPCOptions                  *VPCOptions                  `json:"VPCOptions,omitempty"`
	EncryptionAtRestOptions     *EncryptionAtRestOptions     `json:"EncryptionAtRestOptions,omitempty"`
	NodeToNodeEncryptionOptions *NodeToNodeEncryptionOptions `json:"NodeToNodeEncryptionOptions,omitempty"`
	AdvancedSecurityOptions     *AdvancedSecurityOptions     `json:"AdvancedSecurityOptions,omitempty"`
	DomainEndpointOptions       *DomainEndpointOptions       `json:"DomainEndpointOptions,omitempty"`
	ServiceSoftwareOptions      *ServiceSoftwareOptions      `json:"ServiceSoftwareOptions,omitempty"`
	ChangeProgressDetails       *ChangeProgressDetails       `json:"ChangeProgressDetails,omitempty"`
	DomainProcessingStatus      model.Status                 `json:"DomainProcessingStatus"`
	ModifyingProperties         []ModifyingProperty          `json:"ModifyingProperties,omitempty"`
	TagList                     []Tag                        `json:"TagList,omitempty"`

	Change *DomainChange `json:"change,omitempty"`
	Health *DomainHealth `json:"health,omitempty"`
}

// ClusterConfig is the nodes of a domain.
type ClusterConfig struct {
	InstanceType              string `json:"InstanceType"`
	InstanceCount             int    `json:"InstanceCount"`
	DedicatedMasterEnabled    bool   `json:"DedicatedMasterEnabled"`
	DedicatedMasterType       string `json:"DedicatedMasterType,omitempty"`
	DedicatedMasterCount      int    `json:"DedicatedMasterCount,omitempty"`
	ZoneAwarenessEnabled      bool   `json:"ZoneAwarenessEnabled"`
	MultiAZWithStandbyEnabled bool   `json:"MultiAZWithStandbyEnabled"`
	WarmEnabled               bool   `json:"WarmEnabled"`
	WarmType                  string `json:"WarmType,omitempty"`
	WarmCount                 int    `json:"WarmCount,omitempty"`
}

// EBSOptions is the storage of each data node; VolumeSize is in GiB.
type EBSOptions struct {
	EBSEnabled bool   `json:"EBSEnabled"`
	VolumeType string `json:"VolumeType,omitempty"`
	VolumeSize int    `json:"VolumeSize,omitempty"`
	IOPS       int    `json:"Iops,omitempty"`
	Throughput int    `json:"Throughput,omitempty"`
}

// VPCOptions says where in a VPC a domain is; a domain without them is public.
type VPCOptions struct {
	VPCID             string   `json:"VPCId,omitempty"`
	SubnetIDs         []string `json:"SubnetIds,omitempty"`
	AvailabilityZones []string `json:"AvailabilityZones,omitempty"`
	SecurityGroupIDs  []string `json:"SecurityGroupIds,omitempty"`
}

// EncryptionAtRestOptions is one of the three things that custom plugins need.
type EncryptionAtRestOptions struct {
	Enabled  bool   `json:"Enabled"`
	KMSKeyID string `json:"KmsKeyId,omitempty"`
}

// NodeToNodeEncryptionOptions is one of the three things that custom plugins need.
type NodeToNodeEncryptionOptions struct {
	Enabled bool `json:"Enabled"`
}

// AdvancedSecurityOptions is fine-grained access control.
type AdvancedSecurityOptions struct {
	Enabled                     bool `json:"Enabled"`
	InternalUserDatabaseEnabled bool `json:"InternalUserDatabaseEnabled"`
}

// DomainEndpointOptions is one of the three things that custom plugins need.
type DomainEndpointOptions struct {
	EnforceHTTPS          bool   `json:"EnforceHTTPS"`
	TLSSecurityPolicy     string `json:"TLSSecurityPolicy,omitempty"`
	CustomEndpointEnabled bool   `json:"CustomEndpointEnabled"`
	CustomEndpoint        string `json:"CustomEndpoint,omitempty"`
}

// ServiceSoftwareOptions is the state of the service software updates.
type ServiceSoftwareOptions struct {
	CurrentVersion  string `json:"CurrentVersion,omitempty"`
	NewVersion      string `json:"NewVersion,omitempty"`
	UpdateAvailable bool   `json:"UpdateAvailable"`
	UpdateStatus    string `json:"UpdateStatus,omitempty"`
	Description     string `json:"Description,omitempty"`
}

// ChangeProgressDetails is the change that is under way or was the last. In a
// world its StartTime says when an in-flight domain set out.
type ChangeProgressDetails struct {
	ChangeID           string    `json:"ChangeId,omitempty"`
	Message            string    `json:"Message,omitempty"`
	StartTime          Timestamp `json:"StartTime,omitzero"`
	LastUpdatedTime    Timestamp `json:"LastUpdatedTime,omitzero"`
	ConfigChangeStatus string    `json:"ConfigChangeStatus,omitempty"`
	InitiatedBy        string    `json:"InitiatedBy,omitempty"`
}

// ModifyingProperty is a setting that is being changed.
type ModifyingProperty struct {
	Name         string `json:"Name"`
	ActiveValue  string `json:"ActiveValue"`
	PendingValue string `json:"PendingValue"`
	ValueType    string `json:"ValueType"`
}

// complete fills in the members that a world leaves out.
func (d *Domain) complete(r *references) error {
	defaultTo(&d.DomainProcessingStatus, "Active")
	defaultTo(&d.EngineVersion, "OpenSearch_2.19")
	defaultTo(&d.EngineMode, "GENERAL")
	defaultTo(&d.IPAddressType, "ipv4")
	orNew(&d.ClusterConfig, ClusterConfig{InstanceType: "r6g.large.search", InstanceCount: 3, ZoneAwarenessEnabled: true})
	orNew(&d.EBSOptions, EBSOptions{EBSEnabled: true, VolumeType: "gp3", VolumeSize: 100, IOPS: 3000, Throughput: 125})
	orNew(&d.EncryptionAtRestOptions, EncryptionAtRestOptions{Enabled: true})
	orNew(&d.NodeToNodeEncryptionOptions, NodeToNodeEncryptionOptions{Enabled: true})
	orNew(&d.AdvancedSecurityOptions, AdvancedSecurityOptions{Enabled: true})
	orNew(&d.DomainEndpointOptions, DomainEndpointOptions{EnforceHTTPS: true, TLSSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10"})
	orNew(&d.ChangeProgressDetails, ChangeProgressDetails{})
	change := *d.ChangeProgressDetails
	defaultTo(&change.ChangeID, uuid(r.account, r.region, "change", d.DomainName))
	defaultTo(&change.ConfigChangeStatus, changeStatus(d.DomainProcessingStatus))
	defaultTo(&change.InitiatedBy, "CUSTOMER")
	d.ChangeProgressDetails = &change
	d.reflectStatus()
	if d.DomainProcessingStatus != "Creating" {
		d.addEndpoint(r.place)
	}
	return cmp.Or(
		checkName("DomainName", &rule.DescribeDomain, "DomainName", d.DomainName),
		checkStatus("DomainProcessingStatus", model.KindDomain, d.DomainProcessingStatus),
		d.checkEngineVersion(),
		d.checkChange(),
		derive("DomainId", &d.DomainID, r.account+"/"+d.DomainName),
		derive("ARN", &d.ARN, r.domainARN(d.DomainName)),
		r.define("DomainName", "domain", d.DomainName, d.network()),
		r.define("ARN", "data source", d.ARN, string(d.DomainProcessingStatus)),
	)
}

// network says where the domain is to be reached.
func (d *Domain) network() string {
	if d.VPCOptions != nil {
		return inVPC
	}
	return "public"
}

var engineVersion = rule.Pattern{Source: `(OpenSearch|Elasticsearch)_[0-9]{1,2}\.[0-9]{1,2}`}

func (d *Domain) checkEngineVersion() error {
	if !engineVersion.Match(d.EngineVersion) {
		return fmt.Errorf(`EngineVersion: %q is not like "OpenSearch_2.19" or "Elasticsearch_7.10"`, d.EngineVersion)
	}
	return nil
}

// orNew fills in a structure that the world leaves out.
func orNew[T any](member **T, value T) {
	if *member == nil {
		*member = &value
	}
}

// changeStatus is what ChangeProgressDetails says in a processing status (the
// recorded life cycle, SERVICE.md §7.2; those of the others are chosen).
func changeStatus(status model.Status) string {
	switch {
	case status == "Creating":
		return "Pending"
	case model.MeaningOf(model.KindDomain, status).Phase == model.InFlight:
		return "ApplyingChanges"
	}
	return "Completed"
}

// reflectStatus sets the flags that follow from the processing status. Created
// is true from the first moment on: it does not mean ready (SERVICE.md §7.2).
func (d *Domain) reflectStatus() {
	d.Created = true
	d.Deleted = d.DomainProcessingStatus == "Deleting"
	d.Processing = model.MeaningOf(model.KindDomain, d.DomainProcessingStatus).Phase == model.InFlight
	d.UpgradeProcessing = d.DomainProcessingStatus == "UpgradingEngineVersion"
}

func (d *Domain) addEndpoint(p place) {
	hash := spell(lowerAlphanumeric, 26, p.account, p.region, d.DomainName)
	if d.VPCOptions != nil {
		if d.Endpoints == nil {
			d.Endpoints = map[string]string{"vpc": fmt.Sprintf("vpc-%s-%s.%s.es.amazonaws.com", d.DomainName, hash, p.region)}
		}
		return
	}
	defaultTo(&d.Endpoint, fmt.Sprintf("search-%s-%s.%s.es.amazonaws.com", d.DomainName, hash, p.region))
	defaultTo(&d.EndpointV2, fmt.Sprintf("search-%s-%s.aos.%s.on.aws", d.DomainName, hash, p.region))
}

func (s *state) loadDomain(d Domain) {
	change := *d.ChangeProgressDetails
	change.StartTime = change.StartTime.loaded(s.now)
	change.LastUpdatedTime = change.LastUpdatedTime.loaded(s.now)
	if d.Processing {
		change.StartTime = change.StartTime.or(s.now)
		change.LastUpdatedTime = change.LastUpdatedTime.or(change.StartTime.Time)
	}
	d.ChangeProgressDetails = &change
	s.domains.add(d.DomainName, d)
}

// planDomains plans what the domains are in. What that is depends on their
// associations.
func (s *state) planDomains() {
	for d := range s.domains.all() {
		s.planDomain(d)
	}
}

// domainReady ends the change that a domain is in.
func (s *state) domainReady(d *Domain, now time.Time) {
	for _, p := range d.ModifyingProperties {
		if p.Name == "EngineVersion" {
			d.EngineVersion = p.PendingValue
			s.swapPlugins(d, now)
		}
	}
	d.ModifyingProperties = nil
	d.DomainProcessingStatus = "Active"
	d.reflectStatus()
	d.addEndpoint(s.place)
	change := *d.ChangeProgressDetails
	change.ConfigChangeStatus = changeStatus("Active")
	change.LastUpdatedTime = at(now)
	d.ChangeProgressDetails = &change
	s.attachPending()
	s.deployWaiting(d, now)
}

// described is the domain as the service answers it: without its tags and what only a
// world says.
func (d Domain) described() Domain {
	d.TagList, d.Change, d.Health = nil, nil, nil
	return d
}

func (d Domain) engineType() string {
	engine, _, _ := strings.Cut(d.EngineVersion, "_")
	return engine
}

// domain finds a domain by its name.
func (s *state) domain(name string) (*Domain, error) {
	if d := s.domains.get(name); d != nil {
		return d, nil
	}
	return nil, refuse("ResourceNotFoundException", "Domain not found: %s", name)
}

func (s *state) listDomainNames(in struct {
	EngineType string `json:"engineType"`
},
) (any, error) {
	type info struct {
		DomainName string `json:"DomainName"`
		EngineType string `json:"EngineType"`
	}
	answer := struct {
		DomainNames []info `json:"DomainNames"`
	}{[]info{}}
	for d := range s.domains.all() {
		if in.EngineType == "" || in.EngineType == d.engineType() {
			answer.DomainNames = append(answer.DomainNames, info{d.DomainName, d.engineType()})
		}
	}
	return answer, nil
}

func (s *state) describeDomains(in struct {
	DomainNames []string `json:"DomainNames"`
},
) (any, error) {
	if len(in.DomainNames) > model.MaxDomains {
		return nil, refuse("ValidationException", "Please provide a maximum of %d domain names to describe.", model.MaxDomains)
	}
	answer := struct {
		DomainStatusList []Domain `json:"DomainStatusList"`
	}{[]Domain{}}
	for _, name := range in.DomainNames {
		if d := s.domains.get(name); d != nil {
			answer.DomainStatusList = append(answer.DomainStatusList, d.described())
		}
	}
	return answer, nil
}

func (s *state) describeDomain(in struct {
	DomainName string `json:"DomainName"`
},
) (any, error) {
	d, err := s.domain(in.DomainName)
	if err != nil {
		return nil, err
	}
	return struct {
		DomainStatus Domain `json:"DomainStatus"`
	}{d.described()}, nil
}

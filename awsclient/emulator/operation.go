package emulator

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"oscope/model/rule"
)

// Page sizes where a request does not say. That of attachments and collections
// is documented (SERVICE.md §3.6), that of applications is chosen.
const (
	applicationPageSize = 100
	attachmentPageSize  = 50
	collectionPageSize  = 20
	packagePageSize     = 100 // also of versions and associations; chosen
	aliasPageSize       = 50  // documented by KMS
)

// operations are all that the emulator serves. To add one, declare it here and
// write its function; all else about it is in package rule, or in signinoperation.go.
var operations = []operation{
	rest("POST /2021-01-01/opensearch/application", &rule.CreateApplication, (*state).createApplication),
	rest("GET /2021-01-01/opensearch/application/{id}", &rule.GetApplication, (*state).getApplication),
	rest("GET /2021-01-01/opensearch/list-applications", &rule.ListApplications, (*state).listApplications),
	rest("PUT /2021-01-01/opensearch/application/{id}", &rule.UpdateApplication, (*state).updateApplication),
	rest("DELETE /2021-01-01/opensearch/application/{id}", &rule.DeleteApplication, (*state).deleteApplication),
	rest("GET /2021-01-01/opensearch/defaultApplicationSetting", &rule.GetDefaultApplicationSetting, (*state).getDefaultApplication),
	rest("PUT /2021-01-01/opensearch/defaultApplicationSetting", &rule.PutDefaultApplicationSetting, (*state).putDefaultApplication),

	rest("POST /2021-01-01/opensearch/application/{id}/attachDataSource", &rule.AttachDataSource, (*state).attachDataSource),
	rest("POST /2021-01-01/opensearch/application/{id}/detachDataSource", &rule.DetachDataSource, (*state).detachDataSource),
	rest("POST /2021-01-01/opensearch/application/{id}/describeDataSourceAttachment", &rule.DescribeDataSourceAttachment, (*state).describeDataSourceAttachment),
	rest("POST /2021-01-01/opensearch/application/{id}/listDataSourceAttachments", &rule.ListDataSourceAttachments, (*state).listDataSourceAttachments),

	rest("GET /2021-01-01/domain", &rule.ListDomainNames, (*state).listDomainNames),
	rest("POST /2021-01-01/opensearch/domain-info", &rule.DescribeDomains, (*state).describeDomains),
	rest("GET /2021-01-01/opensearch/domain/{DomainName}", &rule.DescribeDomain, (*state).describeDomain),
	rest("GET /2021-01-01/opensearch/domain/{DomainName}/progress", &rule.DescribeDomainChangeProgress, (*state).describeDomainChangeProgress),
	rest("GET /2021-01-01/opensearch/domain/{DomainName}/health", &rule.DescribeDomainHealth, (*state).describeDomainHealth),
	rest("GET /2021-01-01/opensearch/upgradeDomain/{DomainName}/status", &rule.GetUpgradeStatus, (*state).getUpgradeStatus),
	rest("GET /2021-01-01/opensearch/upgradeDomain/{DomainName}/history", &rule.GetUpgradeHistory, (*state).getUpgradeHistory),

	rest("GET /2021-01-01/opensearch/domain/{DomainName}/listVpcEndpointAccess", &rule.ListVpcEndpointAccess, (*state).listVpcEndpointAccess),
	rest("POST /2021-01-01/opensearch/domain/{DomainName}/authorizeVpcEndpointAccess", &rule.AuthorizeVpcEndpointAccess, (*state).authorizeVpcEndpointAccess),
	rest("POST /2021-01-01/opensearch/domain/{DomainName}/revokeVpcEndpointAccess", &rule.RevokeVpcEndpointAccess, (*state).revokeVpcEndpointAccess),
	rest("GET /2021-01-01/opensearch/domain/{DomainName}/scheduledActions", &rule.ListScheduledActions, (*state).listScheduledActions),
	rest("GET /2021-01-01/opensearch/compatibleVersions", &rule.GetCompatibleVersions, (*state).getCompatibleVersions),
	rest("GET /2021-01-01/opensearch/directQueryDataSource", &rule.ListDirectQueryDataSources, (*state).listDirectQueryDataSources),
	rest("GET /2021-01-01/opensearch/directQueryDataSource/{DataSourceName}", &rule.GetDirectQueryDataSource, (*state).getDirectQueryDataSource),
	rest("GET /2021-01-01/opensearch/domain/{DomainName}/dataSource", &rule.ListDataSources, (*state).listDataSources),
	rest("GET /2021-01-01/opensearch/domain/{DomainName}/dataSource/{DataSourceName}", &rule.GetDataSource, (*state).getDataSource),

	rest("POST /2021-01-01/packages", &rule.CreatePackage, (*state).createPackage),
	rest("POST /2021-01-01/packages/update", &rule.UpdatePackage, (*state).updatePackage),
	rest("POST /2021-01-01/packages/updateScope", &rule.UpdatePackageScope, (*state).updatePackageScope),
	rest("DELETE /2021-01-01/packages/{PackageID}", &rule.DeletePackage, (*state).deletePackage),
	rest("POST /2021-01-01/packages/describe", &rule.DescribePackages, (*state).describePackages),
	rest("GET /2021-01-01/packages/{PackageID}/history", &rule.GetPackageVersionHistory, (*state).getPackageVersionHistory),
	rest("GET /2021-01-01/packages/{PackageID}/domains", &rule.ListDomainsForPackage, (*state).listDomainsForPackage),
	rest("GET /2021-01-01/domain/{DomainName}/packages", &rule.ListPackagesForDomain, (*state).listPackagesForDomain),
	rest("POST /2021-01-01/packages/associate/{PackageID}/{DomainName}", &rule.AssociatePackage, (*state).associatePackage),
	rest("POST /2021-01-01/packages/associateMultiple", &rule.AssociatePackages, (*state).associatePackages),
	rest("POST /2021-01-01/packages/dissociate/{PackageID}/{DomainName}", &rule.DissociatePackage, (*state).dissociatePackage),
	rest("POST /2021-01-01/packages/dissociateMultiple", &rule.DissociatePackages, (*state).dissociatePackages),

	rest("GET /2021-01-01/tags", &rule.ListTags, (*state).listTags),
	rest("POST /2021-01-01/tags", &rule.AddTags, (*state).addTags),
	rest("POST /2021-01-01/tags-removal", &rule.RemoveTags, (*state).removeTags),

	rpc("OpenSearchServerless", awsJSON{"1.0"}, &rule.ListCollections, (*state).listCollections),
	rpc("OpenSearchServerless", awsJSON{"1.0"}, &rule.BatchGetCollection, (*state).batchGetCollection),

	rpc("OpenSearchServerless", awsJSON{"1.0"}, &rule.ListSecurityPolicies, (*state).listSecurityPolicies),
	rpc("OpenSearchServerless", awsJSON{"1.0"}, &rule.GetSecurityPolicy, (*state).getSecurityPolicy),
	rpc("OpenSearchServerless", awsJSON{"1.0"}, &rule.UpdateSecurityPolicy, (*state).updateSecurityPolicy),
	rpc("OpenSearchServerless", awsJSON{"1.0"}, &rule.ListAccessPolicies, (*state).listAccessPolicies),
	rpc("OpenSearchServerless", awsJSON{"1.0"}, &rule.GetAccessPolicy, (*state).getAccessPolicy),

	rpc("Logs_20140328", awsJSON{"1.1"}, &rule.PutIntegration, (*state).putIntegration),
	rpc("Logs_20140328", awsJSON{"1.1"}, &rule.GetIntegration, (*state).getIntegration),
	rpc("Logs_20140328", awsJSON{"1.1"}, &rule.ListIntegrations, (*state).listIntegrations),
	rpc("Logs_20140328", awsJSON{"1.1"}, &rule.DeleteIntegration, (*state).deleteIntegration),

	rpc("TrentService", awsJSON{"1.1"}, &rule.ListAliases, (*state).listAliases),
	rpc("TrentService", awsJSON{"1.1"}, &rule.DescribeKey, (*state).describeKey),

	bucketRest("GET /", &rule.ListBuckets, (*state).listBuckets),
	bucketRest("GET /{Bucket}?location", &rule.GetBucketLocation, (*state).getBucketLocation),
	bucketRest("HEAD /{Bucket}/{Key+}", &rule.HeadObject, (*state).headObject),
	bucketRest("GET /{Bucket}/{Key+}", &rule.GetObject, (*state).getObject),
	bucketRest("GET /{Bucket}?list-type=2", &rule.ListObjectsV2, (*state).listObjectsV2),

	rpc("2010-05-08", query{"https://iam.amazonaws.com/doc/2010-05-08/"}, &rule.ListRoles, (*state).listRoles),
	rpc("2010-05-08", query{"https://iam.amazonaws.com/doc/2010-05-08/"}, &rule.GetRole, (*state).getRole),
	rpc("2010-05-08", query{"https://iam.amazonaws.com/doc/2010-05-08/"}, &rule.SimulatePrincipalPolicy, (*state).simulatePrincipalPolicy),
	rpc("2011-06-15", query{"https://sts.amazonaws.com/doc/2011-06-15/"}, &rule.GetCallerIdentity, (*state).getCallerIdentity),
	rpc("2011-06-15", query{"https://sts.amazonaws.com/doc/2011-06-15/"}, &assumeRole, (*state).assumeRole),

	rpc("AWSOrganizationsV20161128", dialect{awsJSON{"1.1"}, &organizationErrors}, &listAccounts, (*state).listAccounts),
	rest("POST /listRegions", &listRegions, (*state).listRegions).in(dialect{restJSON{}, &accountErrors}),

	rest("GET /federation/credentials", &getRoleCredentials, (*state).getRoleCredentials).in(portalProtocol).unsigned(),
	rest("GET /assignment/accounts", &listAssignedAccounts, (*state).listAssignedAccounts).in(portalProtocol).unsigned().as("sso:ListAccounts"),
	rest("GET /assignment/roles", &listAccountRoles, (*state).listAccountRoles).in(portalProtocol).unsigned(),
	rest("POST /logout", &logout, (*state).logout).in(portalProtocol).unsigned(),

	rest("POST /client/register", &registerClient, (*state).registerClient).in(deviceProtocol).unsigned(),
	rest("POST /device_authorization", &startDeviceAuthorization, (*state).startDeviceAuthorization).in(deviceProtocol).unsigned(),
	rest("POST /token", &createToken, (*state).createToken).in(deviceProtocol).unsigned(),
}

// operation is one call that the emulator answers.
type operation struct {
	*rule.Operation
	protocol protocol
	// A REST operation has a method and the segments of its path, in which "{id}"
	// stands for the member id; an S3 one may also need something in its query.
	// Any other has a family: the prefix of X-Amz-Target, or the API version.
	method string
	path   []string
	query  string
	family string
	takes  []rule.Member // what do is given of a request
	open   bool          // to those who have no credentials yet
	alias  string        // for faults and counts, where another service has one of that name
	do     func(s *state, values map[string]any) (any, error)
}

func rest[In any](route string, o *rule.Operation, do func(*state, In) (any, error)) operation {
	method, path, _ := strings.Cut(route, " ")
	return operation{Operation: o, protocol: restJSON{}, method: method, path: segments(path), takes: o.Members, do: typed(do)}
}

// bucketRest is an operation of S3, which also depends on where it is asked.
func bucketRest[In any](route string, o *rule.Operation, do func(*state, In) (any, error)) operation {
	route, query, _ := strings.Cut(route, "?")
	served := rest(route, o, do)
	served.protocol, served.query = restXML{}, query
	served.takes = append(slices.Clip(o.Members), rule.Member{Name: signingRegion})
	return served
}

// in is the operation with another protocol that takes the same routes.
func (o operation) in(p protocol) operation {
	o.protocol = p
	return o
}

func (o operation) unsigned() operation {
	o.open = true
	return o
}

func (o operation) as(alias string) operation {
	o.alias = alias
	return o
}

// called is what faults and counts call it.
func (o *operation) called() string { return cmp.Or(o.alias, o.Name) }

func rpc[In any](family string, p protocol, o *rule.Operation, do func(*state, In) (any, error)) operation {
	return operation{Operation: o, protocol: p, family: family, takes: o.Members, do: typed(do)}
}

// typed lets a function take the checked members of a request as a Go value.
func typed[In any](do func(*state, In) (any, error)) func(*state, map[string]any) (any, error) {
	return func(s *state, values map[string]any) (any, error) {
		var in In
		data, err := json.Marshal(values)
		if err == nil {
			err = json.Unmarshal(data, &in)
		}
		if err != nil {
			return nil, refuse("SerializationException", "The request cannot be read.")
		}
		return do(s, in)
	}
}

// segments splits a path. One slash at its end makes no difference: SDKs differ
// in whether they send it (SERVICE.md §1.8).
func segments(path string) []string {
	return strings.Split(strings.TrimSuffix(path, "/"), "/")
}

// arrival is a request on its way to an operation.
type arrival struct {
	*http.Request
	body      []byte
	problem   error             // why the body could not be read
	operation *operation        // nil if there is none for it
	protocol  protocol          // to answer in; that of the operation if there is one
	labels    map[string]string // the members that the path carries
	signature signature
}

// arrive finds the operation that a request is for.
func arrive(r *http.Request) arrival {
	a := arrival{Request: r, signature: signatureOf(r)}
	a.body, a.problem = readBody(r)
	target := r.Header.Get("X-Amz-Target")
	contentType := r.Header.Get("Content-Type")
	switch {
	case a.signature.service == "s3":
		a.protocol = restXML{}
		a.match(segments(bucketPath(r)))
	case target != "":
		family, name, _ := strings.Cut(target, ".")
		a.protocol = awsJSON{strings.TrimPrefix(contentType, "application/x-amz-json-")}
		a.find(family, name)
	case r.Method == http.MethodPost && strings.HasPrefix(contentType, "application/x-www-form-urlencoded"):
		form, _ := url.ParseQuery(string(a.body))
		a.protocol = query{}
		a.find(form.Get("Version"), form.Get("Action"))
	default:
		a.protocol = restJSON{}
		a.match(segments(r.URL.EscapedPath()))
	}
	return a
}

func (a *arrival) find(family, name string) {
	for i, o := range operations {
		if o.family != "" && o.family == family && o.Name == name {
			a.operation, a.protocol = &operations[i], o.protocol
			return
		}
	}
}

func (a *arrival) match(path []string) {
	for i, o := range operations {
		if o.method != a.Method || (o.protocol == restXML{}) != (a.protocol == restXML{}) {
			continue
		}
		if o.query != "" && !slices.Contains(strings.Split(strings.TrimSuffix(a.URL.RawQuery, "="), "&"), o.query) {
			continue
		}
		if labels, ok := matchPath(o.path, path); ok {
			a.operation, a.protocol, a.labels = &operations[i], o.protocol, labels
			return
		}
	}
}

// matchPath compares an escaped path with a route's, and returns what stands in
// the places of its labels.
func matchPath(route, path []string) (labels map[string]string, ok bool) {
	if last := len(route) - 1; strings.HasSuffix(route[last], "+}") && len(path) > last { // takes all that follows
		path = append(slices.Clip(path[:last]), strings.Join(path[last:], "/"))
	}
	if len(route) != len(path) {
		return nil, false
	}
	labels = make(map[string]string)
	for i, segment := range route {
		if !strings.HasPrefix(segment, "{") {
			if segment != path[i] {
				return nil, false
			}
			continue
		}
		value, err := url.PathUnescape(path[i])
		if err != nil {
			return nil, false
		}
		labels[strings.Trim(segment, "{+}")] = value
	}
	return labels, true
}

// resource is what IAM would call the thing that the request is about.
func (a arrival) resource(p place) string {
	for member, value := range a.labels {
		switch member {
		case "id":
			return p.applicationARN(value)
		case "DomainName":
			return p.domainARN(value)
		case "Bucket":
			return fmt.Sprintf("arn:%s:s3:::%s", p.partition(), value)
		}
	}
	return "*"
}

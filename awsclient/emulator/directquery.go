package emulator

import (
	"cmp"
	"fmt"

	"oscope/model/rule"
)

// DirectQuerySource is a direct-query data source of the account, with the members of
// GetDirectQueryDataSource's answer.
type DirectQuerySource struct {
	DataSourceName   string           `json:"DataSourceName"`
	DataSourceType   DirectQueryTypes `json:"DataSourceType"`
	Description      string           `json:"Description,omitempty"`
	OpenSearchARNs   []string         `json:"OpenSearchArns"`
	DataSourceARN    string           `json:"DataSourceArn"`
	TagList          []Tag            `json:"TagList,omitempty"`
	DataSourcePolicy string           `json:"DataSourceAccessPolicy,omitempty"`
}

// DirectQueryTypes is a union: one of them is set.
type DirectQueryTypes struct {
	CloudWatchLog *DirectQueryRole `json:"CloudWatchLog,omitempty"`
	SecurityLake  *DirectQueryRole `json:"SecurityLake,omitempty"`
	Prometheus    *DirectQueryRole `json:"Prometheus,omitempty"`
}

// DirectQueryRole is the role that queries; of Prometheus also the workspace.
type DirectQueryRole struct {
	RoleARN      string `json:"RoleArn"`
	WorkspaceARN string `json:"WorkspaceArn,omitempty"`
}

// directQueryRole is the pattern of the service model: a role has no other path.
var directQueryRole = rule.Pattern{Source: `^arn:aws[a-zA-Z-]*:iam::\d{12}:role(\/service-role)?\/[A-Za-z0-9+=,.@\-_]{1,64}$`}

// prometheusWorkspace is the pattern of the service model.
var prometheusWorkspace = rule.Pattern{Source: `^arn:aws[a-zA-Z-]*:aps:[a-z0-9-]+:[0-9]{12}:workspace\/ws-[a-z0-9-]*$`}

// complete fills in the members that a world leaves out.
func (d *DirectQuerySource) complete(r *references) error {
	t := d.DataSourceType
	if t == (DirectQueryTypes{}) {
		t.CloudWatchLog = &DirectQueryRole{RoleARN: r.roleARN("/", "CloudWatchLogsOpenSearch")}
		d.DataSourceType = t
	}
	n := 0
	for _, one := range []*DirectQueryRole{t.CloudWatchLog, t.SecurityLake, t.Prometheus} {
		if one == nil {
			continue
		}
		n++
		if !directQueryRole.Match(one.RoleARN) {
			return fmt.Errorf("DataSourceType: %q is not the ARN of a role without a path", one.RoleARN)
		}
		if (one == t.Prometheus) != (one.WorkspaceARN != "") || one == t.Prometheus && !prometheusWorkspace.Match(one.WorkspaceARN) {
			return fmt.Errorf("DataSourceType: WorkspaceArn %q: of Prometheus it must be that of a workspace, others have none", one.WorkspaceARN)
		}
	}
	if n != 1 {
		return fmt.Errorf("DataSourceType: must have one member, and has %d", n)
	}
	return cmp.Or(
		checkName("DataSourceName", &rule.GetDirectQueryDataSource, "DataSourceName", d.DataSourceName),
		derive("DataSourceArn", &d.DataSourceARN, r.arn("opensearch", "datasource/"+d.DataSourceName)),
		r.define("DataSourceArn", "data source", d.DataSourceARN, ""),
	)
}

func (s *state) loadDirectQuerySource(d DirectQuerySource) {
	if d.OpenSearchARNs == nil {
		d.OpenSearchARNs = []string{}
	}
	s.directQueries.add(d.DataSourceName, d)
}

func (s *state) listDirectQueryDataSources(in struct {
	NextToken string `json:"nexttoken"`
},
) (any, error) {
	rows, next, err := page(&s.directQueries, listing{in.NextToken, 0}, "direct-query data sources", packagePageSize, func(*DirectQuerySource) bool { return true })
	return struct {
		DirectQueryDataSources []DirectQuerySource
		NextToken              string `json:",omitempty"`
	}{shown(rows, func(d *DirectQuerySource) DirectQuerySource {
		listed := *d
		listed.DataSourcePolicy = ""
		return listed
	}), next}, err
}

func (s *state) getDirectQueryDataSource(in struct{ DataSourceName string }) (any, error) {
	d := s.directQueries.get(in.DataSourceName)
	if d == nil {
		return nil, refuse("ResourceNotFoundException", "Data source not found: %s", in.DataSourceName)
	}
	detailed := *d
	detailed.TagList = nil
	return detailed, nil
}

// DomainDataSource is a data source that lives in a domain, with the members of
// GetDataSource's answer.
type DomainDataSource struct {
	DomainName     string          `json:"DomainName,omitempty"`
	Name           string          `json:"Name"`
	DataSourceType DomainDataTypes `json:"DataSourceType"`
	Description    string          `json:"Description,omitempty"`
	Status         string          `json:"Status"` // ACTIVE or DISABLED
}

// DomainDataTypes is a union of one member.
type DomainDataTypes struct {
	S3GlueDataCatalog *DirectQueryRole `json:"S3GlueDataCatalog,omitempty"`
}

// complete fills in the members that a world leaves out.
func (d *DomainDataSource) complete(r *references) error {
	defaultTo(&d.Status, "ACTIVE")
	orNew(&d.DataSourceType.S3GlueDataCatalog, DirectQueryRole{RoleARN: r.roleARN("/", "glue-read")})
	if !r.has("domain", d.DomainName) {
		return fmt.Errorf("DomainName: there is no domain %q", d.DomainName)
	}
	return cmp.Or(
		checkName("Name", &rule.GetDataSource, "DataSourceName", d.Name),
		oneOf("Status", d.Status, "ACTIVE", "DISABLED"),
		r.define("Name", "data source of a domain", d.DomainName+" "+d.Name, ""),
	)
}

func (s *state) loadDomainDataSource(d DomainDataSource) {
	s.domainSources.add(d.DomainName+" "+d.Name, d)
}

func (d *DomainDataSource) described() DomainDataSource {
	described := *d
	described.DomainName = ""
	return described
}

func (s *state) listDataSources(in struct{ DomainName string }) (any, error) {
	if _, err := s.domain(in.DomainName); err != nil {
		return nil, err
	}
	answer := struct{ DataSources []DomainDataSource }{[]DomainDataSource{}}
	for d := range s.domainSources.all() {
		if d.DomainName == in.DomainName {
			answer.DataSources = append(answer.DataSources, d.described())
		}
	}
	return answer, nil
}

func (s *state) getDataSource(in struct{ DomainName, DataSourceName string }) (any, error) {
	if _, err := s.domain(in.DomainName); err != nil {
		return nil, err
	}
	d := s.domainSources.get(in.DomainName + " " + in.DataSourceName)
	if d == nil {
		return nil, refuse("ResourceNotFoundException", "Data source not found: %s", in.DataSourceName)
	}
	return d.described(), nil
}

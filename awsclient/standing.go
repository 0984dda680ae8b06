package awsclient

import (
	"net/url"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"

	"oscope/model"
)

// inProcess stands for an emulator in this process, which is no place to show. It
// is not one of AWS's, whose buckets have host names of their own.
const inProcess = "http://emulator.invalid"

// sharedConfig returns the profile that a configuration was made from, or nil.
func sharedConfig(c aws.Config) *config.SharedConfig {
	for _, source := range c.ConfigSources {
		if shared, ok := source.(config.SharedConfig); ok && shared.Profile != "" {
			return &shared
		}
	}
	return nil
}

// credentialSources says how a provider comes by its credentials.
func credentialSources(provider aws.CredentialsProvider) []aws.CredentialSource {
	if p, ok := provider.(aws.CredentialProviderSource); ok {
		return p.ProviderSources()
	}
	return nil
}

// profileSources are the sources that belong to a profile: what the environment or
// a machine's metadata tells is not the profile's, though its Region may be.
var profileSources = []aws.CredentialSource{
	aws.CredentialSourceProfile, aws.CredentialSourceProfileSourceProfile, aws.CredentialSourceProfileNamedProvider,
	aws.CredentialSourceProfileSTSWebIDToken, aws.CredentialSourceProfileSSO, aws.CredentialSourceProfileSSOLegacy,
	aws.CredentialSourceProfileProcess, aws.CredentialSourceProfileLogin,
}

// standing is where the calls of a configuration go, and as whom, as far as it
// tells without a call.
func standing(c aws.Config, endpoints []serviceEndpoint) model.Caller {
	caller := model.Caller{Region: c.Region, Endpoint: redirected(endpoints)}
	fromProfile := func(s aws.CredentialSource) bool { return slices.Contains(profileSources, s) }
	if shared := sharedConfig(c); shared != nil && slices.ContainsFunc(credentialSources(c.Credentials), fromProfile) {
		caller.Profile = shared.Profile
	}
	return caller
}

// serviceEndpoint is where the calls of a service go instead of to AWS.
type serviceEndpoint struct {
	service string
	url     *string // nil: to AWS
}

// redirected says in words where calls go instead of to AWS: one place, if that is
// so of every service, or the services of each place.
func redirected(endpoints []serviceEndpoint) string {
	var places []string
	services := map[string][]string{}
	for _, e := range endpoints {
		if e.url == nil || *e.url == inProcess {
			continue
		}
		place := placeOf(*e.url)
		if services[place] == nil {
			places = append(places, place)
		}
		services[place] = append(services[place], e.service)
	}
	if len(places) == 1 && len(services[places[0]]) == len(endpoints) {
		return places[0]
	}
	for i, place := range places {
		places[i] = strings.Join(services[place], ", ") + ": " + place
	}
	return strings.Join(places, "; ")
}

// placeOf is an endpoint without its scheme, user, password and query.
func placeOf(endpoint string) string {
	plain := plainURL(endpoint)
	if _, after, ok := strings.Cut(plain, "://"); ok {
		plain = after
	}
	return strings.TrimRight(plain, "/")
}

// plainURL is a URL without what may be private of it: user, password, query.
func plainURL(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return "(not a URL)"
	}
	u.User, u.RawQuery, u.Fragment = nil, "", ""
	u.ForceQuery = false
	return u.String()
}

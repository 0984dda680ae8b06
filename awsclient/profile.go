package awsclient

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"

	"oscope/model"
)

// Profile is what the shared files tell of a profile, without its secrets.
type Profile struct {
	Name   string
	Region string
	// Account and Role are those that its credentials are for, as far as the files
	// tell: of the role that it assumes, or that it has in IAM Identity Center.
	Account, Role string
	SSOSession    string
	MFASerial     string
	SourceProfile string
	// Elsewhere is set if it sends calls to other endpoints than those of AWS.
	Elsewhere bool
}

// sharedFiles are the paths of the shared configuration and of the shared credentials.
func sharedFiles() (configFile, keysFile string) {
	return cmp.Or(os.Getenv("AWS_CONFIG_FILE"), config.DefaultSharedConfigFilename()),
		cmp.Or(os.Getenv("AWS_SHARED_CREDENTIALS_FILE"), config.DefaultSharedCredentialsFilename())
}

// Profiles reads the profiles of the shared files, by name. The SDK reads one at a time
// and both files for each, which is 44 ms where there are 3,000.
func Profiles() []Profile { return readProfiles(sharedFiles()) }

// readProfiles reads as the SDK does, which loads them later: a file that cannot be read
// has none. Where it differs from the AWS CLI, as in keeping the quotes around a name,
// it is the SDK that has to find the profile.
func readProfiles(configFile, keysFile string) []Profile {
	found := map[string]map[string]string{}
	fromConfig := readShared(configFile)
	for section, values := range fromConfig {
		name, named := strings.CutPrefix(section, "profile ")
		_, hidden := fromConfig["profile "+section]
		if named || strings.EqualFold(section, "default") && !hidden {
			found[name] = values
		}
	}
	for section, values := range readShared(keysFile) {
		switch {
		case strings.HasPrefix(section, "profile "): // is none in this file
		case found[section] == nil:
			found[section] = values
		default:
			maps.Copy(found[section], values)
		}
	}
	var all []Profile
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if !strings.HasPrefix(name, "sso-session ") && !strings.HasPrefix(name, "services ") {
			all = append(all, profileOf(name, found[name]))
		}
	}
	return all
}

func profileOf(name string, values map[string]string) Profile {
	p := Profile{
		Name: name, Region: values["region"], SSOSession: values["sso_session"], MFASerial: values["mfa_serial"], SourceProfile: values["source_profile"],
		Account: values["sso_account_id"], Role: values["sso_role_name"],
		Elsewhere: values["endpoint_url"] != "" || values["services"] != "",
	}
	if role, ok := model.ParseARN(values["role_arn"]); ok {
		p.Account, p.Role = role.Account, model.ARNName(values["role_arn"])
	}
	if p.Account == "" {
		session, _ := model.ParseARN(values["login_session"])
		p.Account = cmp.Or(values["aws_account_id"], session.Account)
	}
	return p
}

// profilesMost is how many profiles are named in a message.
const profilesMost = 8

// NoProfile says that a profile does not exist, and which do.
func (in Surroundings) NoProfile(name string) string {
	return "No profile " + name + ". " + knownProfiles(name, in.Profiles, in.configFile, in.keysFile)
}

// knownProfiles names the profiles of the shared files, those first that a name may
// have been meant for.
func knownProfiles(name string, known []Profile, configFile, keysFile string) string {
	if len(known) == 0 {
		return "There are none in " + configFile + " and " + keysFile
	}
	names := make([]string, 0, len(known))
	for _, p := range known {
		names = append(names, p.Name)
	}
	names = model.NearestFirst(name, names)
	says := "Known: " + strings.Join(names[:min(len(names), profilesMost)], ", ")
	if more := len(names) - profilesMost; more > 0 {
		says += fmt.Sprintf(" and %d more", more)
	}
	return says
}

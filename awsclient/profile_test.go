package awsclient_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/config"

	"oscope/awsclient"
	"oscope/model"
)

// sharedAre has the shared files be those of a test.
func sharedAre(t testing.TB, configuration, keys string) (configFile, keysFile string) {
	t.Helper()
	return sharedIn(t, t.TempDir(), configuration, keys)
}

func sharedIn(t testing.TB, folder, configuration, keys string) (configFile, keysFile string) {
	t.Helper()
	configFile, keysFile = filepath.Join(folder, "config"), filepath.Join(folder, "credentials")
	for path, text := range map[string]string{configFile: configuration, keysFile: keys} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("AWS_CONFIG_FILE", configFile)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", keysFile)
	return configFile, keysFile
}

func TestProfiles(t *testing.T) {
	for _, c := range []struct {
		name, config, keys string
		want               []awsclient.Profile
	}{
		{"nothing", "", "", nil},
		{"default", "[default]\nregion = us-east-1\n", "", []awsclient.Profile{{Name: "default", Region: "us-east-1"}}},
		{"the longer name of default", "[profile default]\nregion = eu-west-1\n[default]\nregion = us-east-1\n", "", []awsclient.Profile{{Name: "default", Region: "eu-west-1"}}},
		{"without its prefix", "[ops]\nregion = us-east-1\n", "", nil},
		{"with the prefix among the keys", "", "[profile ops]\nregion = us-east-1\n", nil},
		{"keys alone", "", "[ops]\naws_access_key_id = AKID\naws_secret_access_key = secret\n", []awsclient.Profile{{Name: "ops"}}},
		{"sections that are none", "[sso-session corp]\nsso_region = us-east-1\n[services local]\ns3 =\n  endpoint_url = http://127.0.0.1\n[plugins]\n", "", nil},
		{"of both files", "[profile ops]\nregion = us-east-1\nmfa_serial = one\n", "[ops]\nregion = eu-west-1\n", []awsclient.Profile{{Name: "ops", Region: "eu-west-1", MFASerial: "one"}}},
		{"opened twice", "[profile ops]\nregion = us-east-1\n[default]\n[profile ops]\nmfa_serial = one\n", "", []awsclient.Profile{{Name: "default"}, {Name: "ops", Region: "us-east-1", MFASerial: "one"}}},
		{
			"Identity Center", "[profile ops]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Operator\nregion = us-east-1\n", "",
			[]awsclient.Profile{{Name: "ops", Region: "us-east-1", SSOSession: "corp", Account: "123456789012", Role: "Operator"}},
		},
		{
			"role", "[profile ops]\nrole_arn = arn:aws:iam::111122223333:role/teams/Admin\nsource_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/jane\nsso_account_id = 123456789012\n", "",
			[]awsclient.Profile{{Name: "ops", Account: "111122223333", Role: "Admin", SourceProfile: "base", MFASerial: "arn:aws:iam::123456789012:mfa/jane"}},
		},
		{"aws login", "[profile ops]\nlogin_session = arn:aws:iam::123456789012:user/jane\n", "", []awsclient.Profile{{Name: "ops", Account: "123456789012"}}},
		{"endpoint of its own", "[profile a]\nendpoint_url = http://127.0.0.1:1\n[profile b]\nservices = local\n", "", []awsclient.Profile{{Name: "a", Elsewhere: true}, {Name: "b", Elsewhere: true}}},
		{
			"blanks, comments, quotes, line ends",
			"\ufeff\r\n; a comment\r\n\t# another\r\n  [ profile \t my ops ] # of mine\r\nREGION: \"us-east-1\" ; here\r\nmfa_serial=a#b\r\nsource_profile = 'base'\r\n", "",
			[]awsclient.Profile{{Name: "my ops", Region: "us-east-1", MFASerial: "a#b", SourceProfile: "base"}},
		},
		{"indented", "[profile ops]\n  region = us-east-1 # here\ns3 =\n  region = eu-west-1\noutput = json\n\tmfa_serial = one\n\ttwo\n", "", []awsclient.Profile{{Name: "ops", Region: "us-east-1", MFASerial: "one\ntwo"}}},
		{"a quote that is not closed", "[profile ops]\nregion = \"\n", "", []awsclient.Profile{{Name: "ops", Region: `"`}}},
		{"not a section", "[profile ops\nregion = us-east-1\n[profile a] b\n", "", nil},
		{"by name", "[profile c]\n[profile a]\n[profile B]\n", "[b]\n", []awsclient.Profile{{Name: "B"}, {Name: "a"}, {Name: "b"}, {Name: "c"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			sharedAre(t, c.config, c.keys)
			if got := awsclient.Profiles(); !slices.Equal(got, c.want) {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

// A file that is not there has no profiles, and hides none of the other.
func TestProfilesOfAMissingFile(t *testing.T) {
	configFile, _ := sharedAre(t, "[default]\n", "[ops]\n")
	if err := os.Remove(configFile); err != nil {
		t.Fatal(err)
	}
	if got := awsclient.Profiles(); len(got) != 1 || got[0].Name != "ops" {
		t.Errorf("%+v", got)
	}
}

var brackets = regexp.MustCompile(`\[[^\n]*`)

// FuzzProfiles holds the reader to the SDK's own: it finds each profile that is listed,
// with the same settings, and no other.
func FuzzProfiles(f *testing.F) {
	for _, seed := range []struct{ config, keys string }{
		{"[default]\nregion = us-east-1\n[profile ops]\nrole_arn = arn:aws:iam::123456789012:role/A\nsource_profile = default\nmfa_serial = x\n", "[default]\naws_access_key_id = A\naws_secret_access_key = B\n"},
		{"[profile sso]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = R # x\n[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://a\n", "[sso]\nregion: 'eu-west-1'\n"},
		{"[profile\ta  b]\n region = us\n  x\ns3 =\n  region = b\n  c\n[ default ] ; c\r\nregion=a;b\r\n[profile default]\n", "[profile x]\n[y]\nregion\n=z\n"},
		{"[DEFAULT]\nregion = a\n[]\nregion = b\n[profile c]]\n[[profile d]\nREGION = \"x\" #\"\n", "[ a b ]\nregion ==\n :c\n"},
	} {
		f.Add(seed.config, seed.keys)
	}
	f.Fuzz(func(t *testing.T, configuration, keys string) {
		if len(configuration)+len(keys) > 1<<12 {
			t.Skip("too long to be worth it")
		}
		agrees(t, t.TempDir(), configuration, keys)
	})
}

// Files of lines that mean something, in any order, find more than fuzzing letters.
func TestProfilesAgreeWithTheSDK(t *testing.T) {
	lines := []string{
		"[default]", "[DEFAULT]", "[profile default]", "[profile a]", "[ profile\tb ] ; x", "[a]", "[b]#x", "[profile a b]", "[profile  b]", "[]", "[profile a", "[profile a] x", "[[a]]",
		"[sso-session s]", "[services v]", "region = r1", "region: r2 # x", "REGION=r3;x", "region =", "region", " region = r4 # x", "\tregion", "region = 'r5'", `region = "r6`, " = x", "= y", ":",
		"role_arn = arn:aws:iam::111122223333:role/p/R", "source_profile = a", "source_profile = b", "mfa_serial = m", "sso_session = s", "sso_account_id = 444455556666", "sso_role_name = S",
		"sso_region = q", "sso_start_url = https://u", "aws_access_key_id = K", "aws_secret_access_key = L", "s3 =", "  x = y", "  z", "# x", " ; y", "", " ", "\r", "region = r7\r",
	}
	random := rand.New(rand.NewPCG(1, 2)) // the same files each time
	file := func() string {
		var text []string
		for range random.IntN(20) {
			text = append(text, lines[random.IntN(len(lines))])
		}
		return strings.Join(text, "\n")
	}
	folder := t.TempDir()
	for range 500 {
		agrees(t, folder, file(), file())
		if t.Failed() {
			return
		}
	}
}

// agrees compares with the SDK what is read of two files.
func agrees(t *testing.T, folder, configuration, keys string) {
	t.Helper()
	configFile, keysFile := sharedIn(t, folder, configuration, keys)
	listed := map[string]bool{}
	for _, p := range awsclient.Profiles() {
		listed[p.Name] = true
		loaded, err := load(t, p.Name, configFile, keysFile)
		if lacks(err, p.Name) {
			t.Errorf("the SDK does not find %q in\n%s\nand\n%s", p.Name, configuration, keys)
		}
		if err == nil {
			compare(t, p, loaded)
		}
	}
	for _, name := range namesIn(configuration + "\n" + keys) {
		if _, err := load(t, name, configFile, keysFile); !listed[name] && !lacks(err, name) && !errors.Is(err, errPanics) {
			t.Errorf("the SDK finds %q, which is not listed: %v\n%s\nand\n%s", name, err, configuration, keys)
		}
	}
}

func lacks(err error, profile string) bool {
	missing, ok := errors.AsType[config.SharedConfigProfileNotExistError](err)
	return ok && missing.Profile == profile
}

var errPanics = errors.New("the SDK panics")

// load is the SDK's. It panics for a value that is a single quote.
func load(t *testing.T, name, configFile, keysFile string) (loaded config.SharedConfig, err error) {
	t.Helper()
	defer func() {
		if recover() != nil {
			err = errPanics
		}
	}()
	return config.LoadSharedConfigProfile(t.Context(), name, func(o *config.LoadSharedConfigOptions) {
		o.ConfigFiles, o.CredentialsFiles = []string{configFile}, []string{keysFile}
	})
}

func compare(t *testing.T, p awsclient.Profile, loaded config.SharedConfig) {
	t.Helper()
	got, want := []string{p.Region, p.MFASerial, p.SourceProfile}, []string{loaded.Region, loaded.MFASerial, loaded.SourceProfileName}
	if loaded.SourceProfileName == "" { // else the SDK forgets of itself what the other brings
		got, want = append(got, p.SSOSession), append(want, loaded.SSOSessionName)
		if role, ok := model.ParseARN(loaded.RoleARN); ok {
			got, want = append(got, p.Account, p.Role), append(want, role.Account, model.ARNName(loaded.RoleARN))
		} else if loaded.SSOAccountID != "" {
			got, want = append(got, p.Account, p.Role), append(want, loaded.SSOAccountID, loaded.SSORoleName)
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%q: read %q, the SDK %q", p.Name, got, want)
	}
}

// namesIn are what may be profiles in a text: all that follows a bracket.
func namesIn(text string) []string {
	var all []string
	for _, found := range brackets.FindAllString(text, -1) {
		for _, end := range []string{"]", "#", ";"} {
			if at := strings.LastIndex(found, end); at > 0 {
				name := strings.Join(strings.Fields(strings.Trim(found[:at], "[] \t\r")), " ")
				all = append(all, name, strings.TrimPrefix(name, "profile "))
			}
		}
	}
	return slices.DeleteFunc(all, func(name string) bool {
		return name == "" || strings.HasPrefix(name, "sso-session ") || strings.HasPrefix(name, "services ") || strings.HasPrefix(name, "profile ")
	})
}

// What 3,000 profiles add to a start that asks for them.
func BenchmarkProfiles(b *testing.B) {
	var text strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&text, "[profile account-%d]\nsso_session = corp\nsso_account_id = %012d\nsso_role_name = Operator\nregion = eu-central-1\noutput = json\n\n", i, i)
	}
	sharedAre(b, text.String(), "")
	b.ReportAllocs()
	for b.Loop() {
		if got := len(awsclient.Profiles()); got != 3000 {
			b.Fatal(got)
		}
	}
}

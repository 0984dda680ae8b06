package emulator_test

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"oscope/awsclient/emulator"
)

// askIAM sends a request to IAM, members as in "MaxItems=2&Marker=…".
func askIAM(h http.Handler, members string) reply {
	return send(h, "POST /", "Action=ListRoles&Version=2010-05-08&"+members, "Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
}

func TestListRoles(t *testing.T) {
	e := load(t, `{"roles":[{"RoleName":"Reader","RoleId":"AROAEXAMPLE","Path":"/search/","Description":"Reads <all>","CreateDate":1605225005}]}`, emulator.Options{})
	got := askIAM(e, "")
	const want = `<ListRolesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListRolesResult><Roles><member>` +
		`<Path>/search/</Path><RoleName>Reader</RoleName><RoleId>AROAEXAMPLE</RoleId><Arn>arn:aws:iam::123456789012:role/search/Reader</Arn>` +
		`<CreateDate>2020-11-12T23:50:05Z</CreateDate><Description>Reads &lt;all&gt;</Description><MaxSessionDuration>3600</MaxSessionDuration></member></Roles>` +
		`<IsTruncated>false</IsTruncated></ListRolesResult>`
	if got.status != 200 || !strings.HasPrefix(got.body, want) || got.header.Get("Content-Type") != "text/xml" {
		t.Errorf("got  %d %s\nwant %s", got.status, got.body, want)
	}
}

func TestPagesOfRoles(t *testing.T) {
	var w emulator.World
	for i := range 101 {
		w.Roles = append(w.Roles, emulator.Role{RoleName: fmt.Sprintf("role-%d", i), Path: []string{"/", "/search/", "/search/team/"}[i%3]})
	}
	e := emulator.New(w, emulator.Options{})
	pages := func(members string) (sizes []int) {
		t.Helper()
		marker := ""
		for {
			var answer struct {
				Names       []string `xml:"ListRolesResult>Roles>member>RoleName"`
				IsTruncated bool     `xml:"ListRolesResult>IsTruncated"`
				Marker      string   `xml:"ListRolesResult>Marker"`
			}
			ok(t, xml.Unmarshal([]byte(askIAM(e, members+marker).body), &answer))
			sizes = append(sizes, len(answer.Names))
			if !answer.IsTruncated {
				return sizes
			}
			marker = "&Marker=" + answer.Marker
		}
	}
	for members, want := range map[string]string{
		"":                                     "[100 1]",
		"MaxItems=1000":                        "[101]",
		"MaxItems=40":                          "[40 40 21]",
		"PathPrefix=/search/":                  "[67]",
		"PathPrefix=/search/team/&MaxItems=30": "[30 3]",
		"PathPrefix=/nosuch/":                  "[0]",
	} {
		if got := fmt.Sprint(pages(members)); got != want {
			t.Errorf("%s: pages of %s, want %s", members, got, want)
		}
	}
}

func TestRefusalsOfListRoles(t *testing.T) {
	e := load(t, `{}`, emulator.Options{})
	for members, want := range map[string]string{
		"MaxItems=1001": "<Code>ValidationError</Code><Message>1 validation error detected: Value &#39;1001&#39; at &#39;maxItems&#39; failed to satisfy constraint: Member must have value less than or equal to 1000</Message>",
		"Marker=x":      "<Code>ValidationError</Code><Message>The pagination token is not valid.</Message>",
	} {
		if got := askIAM(e, members); got.status != 400 || !strings.Contains(got.body, want) {
			t.Errorf("%s: got %d %s", members, got.status, got.body)
		}
	}
	e.SetFaults([]emulator.Fault{{Operation: "ListRoles", Kind: emulator.FaultDenied}})
	if got := askIAM(e, ""); got.status != 403 || !strings.Contains(got.body, "<Code>AccessDenied</Code>") || !strings.Contains(got.body, "perform: iam:ListRoles on") {
		t.Errorf("got %d %s", got.status, got.body)
	}
}

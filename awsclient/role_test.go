package awsclient_test

import (
	"fmt"
	"slices"
	"testing"

	"oscope/awsclient/emulator"
)

func TestRoles(t *testing.T) {
	for n, calls := range map[int]int{0: 1, 1000: 1, 2100: 3} {
		var world emulator.World
		var want []string
		for i := range n {
			name := fmt.Sprintf("Role%d", i+1)
			want = append(want, "arn:aws:iam::123456789012:role/search/"+name)
			world.Roles = append(world.Roles, emulator.Role{RoleName: name, Path: "/search/"})
		}
		e := emulator.New(world, emulator.Options{})
		got, err := connect(e.Transport()).Roles(t.Context())
		ok(t, err)
		if !slices.Equal(got, want) {
			t.Errorf("%d roles: got %d", n, len(got))
		}
		wantCalls(t, e, map[string]int{"ListRoles": calls})
	}
}

package awsclient

import (
	"cmp"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"time"
)

var accountForm = pattern(`^[0-9]{12}$`)

// enabledFor is how long the Regions of an account are taken for granted: AWS lets an
// account ask five times a second, and enabling one is an affair of years.
const enabledFor = 24 * time.Hour

// enabled are the Regions that an account has enabled, as they are kept in a file.
type enabled struct {
	At      time.Time `json:"at"`
	Regions []string  `json:"regions"`
}

// enabledRegions returns those of the account of a client. With an error come those
// that were known before, if any were.
func (f *Fleet) enabledRegions(ctx context.Context, c *Client, account string) (enabled, error) {
	if account == "" {
		caller, err := c.Caller(ctx)
		if err != nil {
			return enabled{}, err
		}
		account = caller.Account
	}
	path := f.enabledPath(account)
	known := readEnabled(path)
	if age := time.Since(known.At); age >= 0 && age < enabledFor {
		return known, nil
	}
	fresh, err := listEnabled(ctx, c)
	if err != nil {
		return known, err
	}
	fresh.write(path)
	return fresh, nil
}

func listEnabled(ctx context.Context, c *Client) (enabled, error) {
	type listed struct {
		Regions   []struct{ RegionName, RegionOptStatus string }
		NextToken *string
	}
	type request struct {
		MaxResults int
		NextToken  *string `json:",omitempty"`
	}
	all, err := everything(ctx, operation{Operation: listRegions.Operation}, func(ctx context.Context, token *string) ([]string, *string, error) {
		out, err := plain[listed](ctx, c, listRegions, request{50, token})
		var names []string
		for _, region := range out.Regions {
			if region.RegionOptStatus == "ENABLED" || region.RegionOptStatus == "ENABLED_BY_DEFAULT" {
				names = append(names, region.RegionName)
			}
		}
		return names, out.NextToken, err
	})
	slices.Sort(all)
	return enabled{At: time.Now(), Regions: all}, err
}

// enabledPath is the file of an account; "" if there can be none.
func (f *Fleet) enabledPath(account string) string {
	dir := f.options.CacheDir
	if dir == "" {
		own, err := os.UserCacheDir()
		if err != nil {
			return ""
		}
		dir = filepath.Join(own, "oscope")
	}
	if !accountForm().MatchString(account) { // it becomes the name of a file
		return ""
	}
	return filepath.Join(dir, "regions", account+".json")
}

// readEnabled reads a file; of one that cannot be read there is nothing.
func readEnabled(path string) (known enabled) {
	text, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(text, &known) != nil || len(known.Regions) == 0 {
		return enabled{}
	}
	return known
}

// write writes a file as a whole or not at all. Where it cannot, AWS is asked again.
func (e enabled) write(path string) {
	text, err := json.Marshal(e)
	if err != nil || path == "" || os.MkdirAll(filepath.Dir(path), 0o700) != nil {
		return
	}
	part, err := os.CreateTemp(filepath.Dir(path), "part-*")
	if err != nil {
		return
	}
	_, err = part.Write(text)
	if err = cmp.Or(err, part.Close()); err == nil {
		err = os.Rename(part.Name(), path)
	}
	if err != nil {
		_ = os.Remove(part.Name())
	}
}

package main

import (
	"context"
	_ "embed"
	"os"
	"path/filepath"
	"strings"
)

// nfpm makes packages for Linux. It is built for it, and nothing else needs it.
const nfpm = "github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.43.0"

//go:embed nfpm.yaml
var recipe string

// linuxPackages makes a deb and an rpm.
func linuxPackages(ctx context.Context, t target, version, program, extras, to string) error {
	file := filepath.Join(filepath.Dir(program), "nfpm.yaml")
	filled := strings.NewReplacer("{ARCH}", t.arch, "{VERSION}", version, "{PROGRAM}", program, "{EXTRAS}", extras).Replace(recipe)
	if err := os.WriteFile(file, []byte(filled), 0o600); err != nil {
		return err
	}
	for _, kind := range []string{"deb", "rpm"} {
		name := filepath.Join(to, "oscope_"+version+"_linux_"+t.arch+"."+kind)
		if _, err := run(ctx, nil, "go", "run", nfpm, "package", "--config", file, "--packager", kind, "--target", name); err != nil {
			return err
		}
	}
	return nil
}

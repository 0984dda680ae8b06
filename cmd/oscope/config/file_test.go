package config_test

import (
	"image/color"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"oscope/cmd/oscope/config"
)

func TestLocate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("has no HOME")
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	usual := filepath.Join(home, ".config", "oscope", "config.toml")
	if runtime.GOOS == "darwin" {
		usual = filepath.Join(home, "Library", "Application Support", "oscope", "config.toml")
	}
	for _, c := range []struct{ flag, variable, xdg, want string }{
		{"", "", "", usual},
		{"", "", "/etc/xdg", "/etc/xdg/oscope/config.toml"},
		{"", "", "relative", usual},
		{"", "/a/b.toml", "/etc/xdg", "/a/b.toml"},
		{"c.toml", "/a/b.toml", "/etc/xdg", "c.toml"},
	} {
		t.Setenv(config.Variable, c.variable)
		t.Setenv("XDG_CONFIG_HOME", c.xdg)
		if got := config.Locate(c.flag).Path; got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestReadAndInit(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", folder)
	t.Setenv(config.Variable, "")
	file := config.Locate("")
	if _, exists, err := file.Read(); err != nil || exists {
		t.Errorf("where there is none: %t, %v", exists, err)
	}
	if err := file.Init(); err != nil {
		t.Fatal(err)
	}
	if _, exists, err := file.Read(); err != nil || !exists {
		t.Errorf("what it has written: %t, %v", exists, err)
	}
	info, err := os.Stat(file.Path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if err := os.WriteFile(file.Path, []byte("[accounts.123456789012]\ncolr = 'red'\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := file.Init(); err == nil || err.Error() != file.Path+" is there already; it is left as it is" {
		t.Error(err)
	}
	if _, _, err := file.Read(); err == nil || err.Error() != file.Path+`:2: unknown member "colr"; colour?` {
		t.Error(err)
	}
	missing := filepath.Join(folder, "missing.toml")
	if _, _, err := config.Locate(missing).Read(); err == nil || !strings.HasPrefix(err.Error(), "reading the configuration: open "+missing) {
		t.Error(err)
	}
	if _, _, err := config.Locate(folder).Read(); err == nil {
		t.Error("a folder is read")
	}
}

func TestColour(t *testing.T) {
	for name, want := range map[config.Colour]color.Color{
		"": nil, "red": ansi.Red, "bright-white": ansi.BrightWhite, "#0a0B0c": color.RGBA{10, 11, 12, 255},
		"Red": nil, "#abc": nil, "0a0b0c": nil, "#0a0b0g": nil, "#+a0b0c": nil, "9": nil,
	} {
		if got := name.Color(); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}

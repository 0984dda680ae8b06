package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// Variable is the environment's that names another file.
const Variable = "OSCOPE_CONFIG"

// File is where the configuration is, or would be.
type File struct {
	Path  string // empty where the platform does not tell
	named bool   // and has to be there therefore
}

// Locate returns the file that a flag names, or else the environment, or else the one of
// this user. That is where the platform has such files; XDG_CONFIG_HOME, which people set
// to have them in one place, is followed on all platforms.
func Locate(flag string) File {
	if named := cmp.Or(flag, os.Getenv(Variable)); named != "" {
		return File{named, true}
	}
	folder := os.Getenv("XDG_CONFIG_HOME")
	if !filepath.IsAbs(folder) { // none, or one that the specification has one ignore
		home, err := platformFolder()
		if err != nil {
			return File{}
		}
		folder = home
	}
	return File{filepath.Join(folder, "oscope", "config.toml"), false}
}

// platformFolder is where the platform has the configuration of this user.
func platformFolder() (string, error) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return os.UserConfigDir()
	}
	home, err := os.UserHomeDir() // UserConfigDir fails for a relative XDG_CONFIG_HOME
	return filepath.Join(home, ".config"), err
}

// Read returns what holds, and whether there is a file.
func (f File) Read() (c Config, exists bool, err error) {
	c = Defaults()
	if f.Path == "" {
		return c, false, nil
	}
	text, err := os.ReadFile(f.Path)
	if errors.Is(err, fs.ErrNotExist) && !f.named {
		return c, false, nil
	}
	if err != nil {
		return c, false, fmt.Errorf("reading the configuration: %w", err)
	}
	if err := parse(f.Path, text, &c); err != nil {
		return Defaults(), true, err
	}
	return c, true, nil
}

// Init writes a file to begin with, for this user alone. It leaves one that is there as
// it is.
func (f File) Init() error {
	if f.Path == "" {
		return errors.New("there is no folder for the configuration of this user; name a file with --config")
	}
	if err := os.MkdirAll(filepath.Dir(f.Path), 0o700); err != nil {
		return fmt.Errorf("writing the configuration: %w", err)
	}
	file, err := os.OpenFile(f.Path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already; it is left as it is", f.Path)
	}
	if err != nil {
		return fmt.Errorf("writing the configuration: %w", err)
	}
	_, err = file.WriteString(Template())
	if err := errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("writing the configuration: %w", err)
	}
	return nil
}

// Template is a file to begin with: all that may be said, explained and commented out.
func Template() string {
	return comment("The configuration of oscope. What is commented out are defaults and examples: "+
		"remove a line's first sign to say something else. \"oscope config\" shows what holds.") + template(Defaults())
}

// String is what the configuration comes to, as a file.
func (c Config) String() string { return effective(c) }

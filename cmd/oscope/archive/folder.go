package archive

import (
	"os"
	"path/filepath"
	"runtime"
)

// DefaultFolder is where the history is kept; empty where there is no folder for state.
func DefaultFolder() string {
	folder := StateFolder()
	if folder == "" {
		return ""
	}
	return filepath.Join(folder, "history")
}

// StateFolder is where all that is kept across runs is: in the folder for state that the XDG base
// directory specification names, if it is absolute, else in the platform's own. It is
// empty where there is none.
func StateFolder() string {
	if folder := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(folder) {
		return filepath.Join(folder, "oscope")
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		if folder, err := os.UserConfigDir(); err == nil {
			return filepath.Join(folder, "oscope")
		}
		return ""
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, ".local", "state", "oscope")
}

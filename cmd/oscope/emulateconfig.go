package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"strings"

	"oscope/awsclient/emulator"
)

// configMark begins every shared configuration file that oscope writes, and no other.
const configMark = "# Written by oscope emulate, which overwrites it. Its keys open nothing but the emulator.\n"

// awsConfig is a shared configuration file with a profile for each account of a world,
// in the first Region that the world names for it.
func awsConfig(w emulator.World, endpoint string) []byte {
	var text bytes.Buffer
	text.WriteString(configMark)
	written := make(map[string]bool)
	for _, scope := range append([]emulator.World{w}, w.Scopes...) {
		if written[scope.Account] {
			continue
		}
		written[scope.Account] = true
		_, _ = fmt.Fprintf(&text, "\n[profile account-%s]\naws_access_key_id = %s\naws_secret_access_key = emulated\nregion = %s\nendpoint_url = %s\n",
			scope.Account, emulator.AccessKey(scope.Account), scope.Region, endpoint)
	}
	return text.Bytes()
}

// writeAWSConfig writes such a file for its owner alone, where there is none or one
// that was written here.
func writeAWSConfig(name string, text []byte) error {
	before, err := os.ReadFile(name)
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	switch {
	case err == nil && !strings.HasPrefix(string(before), configMark):
		return fmt.Errorf("--aws-config %s: this file was not written by oscope emulate and is left as it is; name another", name)
	case err == nil:
		flags = os.O_WRONLY | os.O_TRUNC
	case !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("--aws-config: %w", err)
	}
	file, err := os.OpenFile(name, flags, 0o600)
	if err != nil {
		return fmt.Errorf("--aws-config: %w", err)
	}
	err = file.Chmod(0o600) // it may have been there, with others
	if err == nil {
		_, err = file.Write(text)
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("--aws-config: %w", err)
	}
	return nil
}

// endpoint is the URL at which a program on this machine reaches a listener.
func endpoint(address net.Addr) string {
	if tcp, ok := address.(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		return fmt.Sprintf("http://localhost:%d", tcp.Port)
	}
	return "http://" + address.String()
}

// extent says which scopes a world has.
func extent(w emulator.World) string {
	accounts, regions := map[string]bool{w.Account: true}, map[string]bool{w.Region: true}
	for _, scope := range w.Scopes {
		accounts[scope.Account], regions[scope.Region] = true, true
	}
	text := fmt.Sprintf("account %s in %s", w.Account, w.Region)
	if len(w.Scopes) > 0 {
		text += fmt.Sprintf(" and %d scopes more (accounts: %d, Regions: %d)", len(w.Scopes), len(accounts), len(regions))
	}
	return text
}

package emulator

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"
	"time"
)

// Timestamp is a time as OpenSearch writes it: epoch seconds with a fraction. In
// a world it may also be a string such as "-3d" or "-90s", which is that long before the
// world is loaded. The zero value is no time.
type Timestamp struct {
	time.Time
	ago time.Duration // negative, until the world is loaded
}

// Milliseconds is a Timestamp as OpenSearch Serverless writes it: whole epoch
// milliseconds.
type Milliseconds struct {
	Timestamp
}

// at is a time to the millisecond, the service's precision.
func at(t time.Time) Timestamp {
	return Timestamp{Time: t.Truncate(time.Millisecond)}
}

// IsZero reports whether there is no time.
func (t Timestamp) IsZero() bool { return t.Time.IsZero() && t.ago == 0 }

// loaded is the timestamp in a world that is loaded at now.
func (t Timestamp) loaded(now time.Time) Timestamp {
	if t.ago != 0 {
		return at(now.Add(t.ago))
	}
	return t
}

// or is t, or now when there is no time.
func (t Timestamp) or(now time.Time) Timestamp {
	if t.IsZero() {
		return at(now)
	}
	return t
}

// MarshalJSON writes epoch seconds.
func (t Timestamp) MarshalJSON() ([]byte, error) {
	return t.write(func(milliseconds int64) []byte {
		return strconv.AppendFloat(nil, float64(milliseconds)/1000, 'f', -1, 64)
	})
}

// MarshalJSON writes epoch milliseconds.
func (m Milliseconds) MarshalJSON() ([]byte, error) {
	return m.write(func(milliseconds int64) []byte { return strconv.AppendInt(nil, milliseconds, 10) })
}

func (t Timestamp) write(number func(milliseconds int64) []byte) ([]byte, error) {
	if t.ago != 0 {
		return json.Marshal(t.ago.String())
	}
	return number(t.UnixMilli()), nil
}

// UnmarshalJSON reads epoch seconds, or how long ago as "-3d".
func (t *Timestamp) UnmarshalJSON(data []byte) error { return t.read(data, 1000) }

// UnmarshalJSON reads epoch milliseconds, or how long ago as "-3d".
func (m *Milliseconds) UnmarshalJSON(data []byte) error { return m.read(data, 1) }

// latest bounds the times of a world: the year 9999.
const latest = 253402300799000

func (t *Timestamp) read(data []byte, unit float64) error {
	problem := errors.New(`must be an epoch time greater than 0, or how long ago as "-3d"`)
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		return problem
	}
	switch value := value.(type) {
	case float64:
		milliseconds := math.Round(value * unit)
		if milliseconds <= 0 || milliseconds > latest {
			return problem
		}
		*t = Timestamp{Time: time.UnixMilli(int64(milliseconds)).UTC()}
	case string:
		ago, ok := parseAgo(value)
		if !ok {
			return problem
		}
		*t = Timestamp{ago: ago}
	default:
		return problem
	}
	return nil
}

// parseAgo reads a negative duration, which may also be of whole days.
func parseAgo(text string) (time.Duration, bool) {
	const century = 100 * 365 * 24 * time.Hour
	ago, err := time.ParseDuration(text)
	if days, ok := strings.CutSuffix(text, "d"); ok {
		var n int64
		n, err = strconv.ParseInt(days, 10, 16)
		ago = time.Duration(n) * 24 * time.Hour
	}
	return ago, err == nil && ago < 0 && ago > -century
}

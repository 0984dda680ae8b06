package emulator

// getCallerIdentity says who signed the request: always the same assumed role,
// since signatures are not verified.
func (s *state) getCallerIdentity(struct{}) (any, error) {
	return struct {
		ARN     string `xml:"Arn"`
		UserID  string `xml:"UserId"`
		Account string `xml:"Account"`
	}{s.caller(), "AROAEMULATEDOPERATOR1:oscope", s.account}, nil
}

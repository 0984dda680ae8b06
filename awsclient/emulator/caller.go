package emulator

// getCallerIdentity says who signed the request: the role's session that the access
// key was given out for, or else always the same one, since signatures are not
// verified.
func (s *state) getCallerIdentity(struct{}) (any, error) {
	signer := s.signer()
	return struct {
		ARN     string `xml:"Arn"`
		UserID  string `xml:"UserId"`
		Account string `xml:"Account"`
	}{signer.arn, signer.userID, signer.account}, nil
}

package model

import "time"

// Collection is an OpenSearch Serverless collection. Its Key.ID is its id.
type Collection struct {
	Resource
	Type              string // SEARCH, TIMESERIES or VECTORSEARCH; empty until described
	Description       string
	Endpoint          string
	DashboardEndpoint string
	KMSKeyARN         string
	StandbyReplicas   string
	FailureCode       string
	CreatedAt         time.Time
	UpdatedAt         time.Time
}

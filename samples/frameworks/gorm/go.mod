module example.org/shop

go 1.22

require (
	github.com/go-gormigrate/gormigrate/v2 v2.1.3
	gorm.io/gorm v1.25.12
)

package migrations

import (
	"github.com/go-gormigrate/gormigrate/v2"
	"gorm.io/gorm"
)

var OrdersByCustomer = gormigrate.Migration{
	ID: "0002",
	Migrate: func(tx *gorm.DB) error {
		return tx.Exec(`CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id)`).Error
	},
	Rollback: func(tx *gorm.DB) error {
		return tx.Exec(`DROP INDEX CONCURRENTLY orders_customer`).Error
	},
}

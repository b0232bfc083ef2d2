package migrations

import (
	"github.com/go-gormigrate/gormigrate/v2"
	"gorm.io/gorm"
)

var CreateOrders = gormigrate.Migration{
	ID: "0001",
	Migrate: func(tx *gorm.DB) error {
		if err := tx.Exec(`CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL)`).Error; err != nil {
			return err
		}
		return tx.Exec(`CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer REFERENCES customers (id))`).Error
	},
	Rollback: func(tx *gorm.DB) error {
		return tx.Exec(`DROP TABLE orders, customers`).Error
	},
}

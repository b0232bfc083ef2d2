-- AlterTable
ALTER TABLE "orders" ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'new';

-- CreateIndex
CREATE INDEX "orders_state" ON "orders"("state");

from django.db import models


class Order(models.Model):
    customer = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["customer"], name="orders_customer")]

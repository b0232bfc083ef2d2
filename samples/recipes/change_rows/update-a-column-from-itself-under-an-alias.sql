UPDATE orders AS o SET quantity = o.quantity / 2, note = upper(o.note) WHERE o.quantity > 0;

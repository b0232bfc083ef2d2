-- Others have to wait.
CLUSTER orders USING orders_state_idx;

"""For those who look after the service: inbox, occupancy, audit trail, what nobody received or answered."""

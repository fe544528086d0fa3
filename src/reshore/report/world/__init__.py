"""The world map: Natural Earth's countries in an Equal Earth projection, cut where it hurts least."""

"""The checks that rule files refer to. A check yields findings at routes; it knows neither lines nor offsets."""

"""The chain of value, from components to the goods that markets buy, by stage and country."""

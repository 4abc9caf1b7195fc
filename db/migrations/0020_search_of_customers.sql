DROP INDEX "transaction_customers_name";--> statement-breakpoint
DROP FUNCTION "similar_customer_names" (text);--> statement-breakpoint
-- In a short name that has two neighbours changed too few trigrams are left to go by.
CREATE FUNCTION "similar_customer_names" ("typed" text, "swapped" text[]) RETURNS TABLE ("customer_id" uuid, "search_name" text)
LANGUAGE sql STABLE SET pg_trgm.word_similarity_threshold = 0.25 AS $$
  SELECT c.customer_id, c.search_name FROM transaction_customers c
  WHERE c.search_name %> typed OR c.search_name LIKE ANY (swapped)
  ORDER BY c.search_name LIKE ANY (swapped) DESC, word_similarity(typed, c.search_name) DESC, c.customer_id LIMIT 1000
$$;

-- What happens in TiDB once the changefeed runs.
CREATE DATABASE IF NOT EXISTS shop;
USE shop;
CREATE TABLE IF NOT EXISTS books (
  id BIGINT PRIMARY KEY,
  title VARCHAR(100) NOT NULL,
  price DECIMAL(10, 2),
  changed_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
);
REPLACE INTO books (id, title, price) VALUES (1, 'Distributed Systems', 59.00), (2, 'Change Data', 42.50), (3, 'Once', 19.95);
UPDATE books SET price = 39.00 WHERE id = 2;
DELETE FROM books WHERE id = 3;

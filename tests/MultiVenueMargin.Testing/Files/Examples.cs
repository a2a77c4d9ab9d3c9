using System.Text;

namespace MultiVenueMargin.Testing.Files;

/// <summary>Small files that are sound, for tests to spoil at one place.</summary>
public static class Examples
{
    public const string Book = """
        {
          "schema": "mvm-book/1",
          "account": "acme/desk",
          "as_of": "2026-03-02T08:59:56Z",
          "lines": [
            { "location": "deribit", "asset": "BTC", "balance": "12.5" },
            { "location": "binance", "asset": "USDT", "balance": 100000.25 },
            { "location": "solana", "asset": "ETH", "balance": "3", "bridge": "multisig", "finality": { "confirmations": 3, "required": 12 } }
          ],
          "positions": [
            { "venue": "deribit", "instrument": "BTC-PERPETUAL", "quantity": "-50000", "average_entry": "88000.5" }
          ],
          "orders": [
            { "venue": "deribit", "instrument": "BTC-PERPETUAL", "side": "bid", "quantity": "100", "limit": "80000" }
          ],
          "venue_statements": { "deribit": { "equity": "1100000" } },
          "routes": [ { "from": "binance", "to": "deribit", "duration": "25m" } ],
          "prior_states": { "cross": "call" },
          "expired_calls": [ "cross" ],
          "lost_feeds": [ { "location": "okx", "silence": "90s" } ]
        }
        """;

    public const string Market = """
        {
          "schema": "mvm-market/1",
          "version": "test/1",
          "as_of": "2026-03-02T09:00:00Z",
          "prices": {
            "USD": { "mark": "1" },
            "BTC": { "mark": "88250", "confidence": "0.0001", "as_of": "2026-03-02T08:59:59Z" },
            "USDT": { "mark": "1.0002", "sources": [ { "source": "binance", "mark": "1.0001" } ] }
          },
          "instruments": {
            "BTC-PERPETUAL": { "type": "perpetual", "unit": "BTC", "style": "inverse", "multiplier": "10" },
            "BTCUSDT": { "type": "spot", "base": "BTC", "quote": "USDT" },
            "BTC-26JUN26": { "type": "future", "unit": "BTC", "style": "linear", "quote": "USDT", "multiplier": "0.01", "expiry": "2026-06-26T08:00:00Z" },
            "BTC-27MAR26-76000-P": { "type": "option", "unit": "BTC", "style": "inverse", "quote": "USD", "multiplier": "1", "expiry": "2026-03-27T08:00:00Z", "right": "put", "strike": "76000" }
          },
          "marks": {
            "BTC-PERPETUAL": { "mark": "88241.5", "predicted_funding": "0.00006", "depth": [ { "distance": "0.0005", "coins": "40" } ] },
            "BTC-27MAR26-76000-P": { "mark": "0.0095", "implied_volatility": "0.481", "forward": "88600" }
          },
          "units": {
            "BTC": {
              "average_daily_volume": "610000",
              "daily_volatility": "0.0248",
              "smiles": {
                "2026-03-27T08:00:00Z": { "points": [ { "log_moneyness": "-0.1", "volatility": "0.5" }, { "log_moneyness": "0.1", "volatility": "0.48" } ] },
                "2026-04-24T08:00:00Z": { "svi": { "a": "0.018", "b": "0.07", "rho": "-0.16", "m": "0.02", "sigma": "0.2" } }
              },
              "history": { "price_returns": [0.01, -0.02], "volatility_returns": ["0.001", "-1E-05"], "long_run_volatility": "0.031", "stress": [ { "price": "-0.48", "volatility": "0.83" } ] }
            },
            "ETH": {}
          },
          "correlations": [ { "first": "BTC", "second": "ETH", "days250": "0.84", "stress": "0.78" } ],
          "stress_flag": true
        }
        """;

    public const string Rules = """
        {
          "schema": "mvm-rules/1",
          "extends": "house-default",
          "version": "acme-1",
          "effective_from": "2026-01-01T00:00:00Z",
          "locations": { "deribit": { "haircut": "0.01", "grace": "15m" }, "binance": { "haircut": "0.01", "own_token": "BNB" } },
          "collateral": { "assets": { "BTC": { "excess_weight": "0.7" }, "DAI": null }, "venue_cap": { "share": "0.6" } },
          "scan": { "grid_steps": 5, "optional": { "skew": true } }
        }
        """;

    public const string WhatIf = """
        {
          "schema": "mvm-what-if/1",
          "trades": [ { "venue": "deribit", "instrument": "BTC-PERPETUAL", "quantity": "-1000", "price": "88000", "fee": { "amount": "4.5", "asset": "USDT" } } ],
          "transfers": [ { "asset": "BTC", "amount": "2", "from": "deribit", "to": "binance", "to_pool": "gamma" } ],
          "shocks": [
            { "factor": "price", "of": "BTC", "move": "-0.2" },
            { "factor": "volatility", "of": "BTC", "move": "0.5" },
            { "factor": "basis", "of": "BTC", "move": "-0.01" },
            { "factor": "peg", "of": "USDT", "move": "-0.03" },
            { "factor": "venue_loss", "of": "binance" }
          ]
        }
        """;

    public static ReadOnlyMemory<byte> Bytes(string json) => Encoding.UTF8.GetBytes(json);

    /// <summary>The file with one text replaced, which has to be there.</summary>
    public static ReadOnlyMemory<byte> Spoilt(string json, string from, string to)
    {
        if (!json.Contains(from, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The example does not say {from}.", nameof(from));
        }

        return Bytes(json.Replace(from, to, StringComparison.Ordinal));
    }
}

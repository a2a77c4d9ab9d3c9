using System.Globalization;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts;

/// <summary>
/// Names what an account decided: a margin call, a liquidation or one of its steps, a deficit. It derives from the account, the
/// version of the record that decided it and the ordinal within that record, so that a replay gives the same id and two accounts
/// never share one: <c>institution/account#version.ordinal</c>. The default value names nothing.
/// </summary>
public readonly record struct DecisionId(AccountId Account, long Version, int Ordinal) : IComparable<DecisionId>
{
    public bool IsDefault => Account.IsDefault;

    /// <summary>The n-th part of the same decision, n from 1: a step of a liquidation.</summary>
    public DecisionId Part(int ordinal) => this with { Ordinal = ordinal };

    public static bool TryParse(string? text, out DecisionId id)
    {
        id = default;
        var hash = text?.LastIndexOf('#') ?? -1;
        var dot = text?.LastIndexOf('.') ?? -1;
        if (text is null || hash < 0 || dot < hash
            || !AccountId.TryParse(text[..hash], out var account)
            || !long.TryParse(text.AsSpan(hash + 1, dot - hash - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || !int.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal))
        {
            return false;
        }

        id = new DecisionId(account, version, ordinal);
        return true;
    }

    public int CompareTo(DecisionId other)
    {
        var byAccount = Account.CompareTo(other.Account);
        return byAccount != 0 ? byAccount : (Version, Ordinal).CompareTo((other.Version, other.Ordinal));
    }

    public override string ToString() => IsDefault ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{Account}#{Version}.{Ordinal}");

    public static bool operator <(DecisionId left, DecisionId right) => left.CompareTo(right) < 0;

    public static bool operator >(DecisionId left, DecisionId right) => left.CompareTo(right) > 0;

    public static bool operator <=(DecisionId left, DecisionId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DecisionId left, DecisionId right) => left.CompareTo(right) >= 0;
}

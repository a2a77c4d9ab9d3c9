using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// The ladder of states (MARGIN §6). The state is the worst level entered, or not yet left by an account that was there or
/// worse. Thresholds compare equity with t·MM, never a rounded ratio.
/// </summary>
public static class MarginStates
{
    public static MarginState Of(
        decimal worstEquity, decimal likelyEquity, decimal maintenance, MarginState prior, bool callExpired, StateRules rules)
    {
        if (maintenance == 0)
        {
            return worstEquity >= 0 ? MarginState.Healthy : MarginState.Takeover;
        }

        var state = MarginState.Healthy;
        foreach (var level in rules.Ladder)
        {
            var entered = IsBelow(level.EnterBelow, level);
            var notLeft = prior >= level.State && IsBelow(level.LeaveAt, level);
            if (entered || notLeft)
            {
                state = level.State;
            }
        }

        return callExpired && state < MarginState.Restricted ? MarginState.Restricted : state;

        bool IsBelow(decimal ratio, StateThreshold level) =>
            worstEquity < ratio * maintenance
            && (level.State < rules.NeedsLikelyFrom || likelyEquity < ratio * maintenance);
    }
}

// Which options cover which is a linear programme: amounts x ≥ 0 of strategies, so that every short option and all stock is in
// some strategy and no long option in two, at the least cost c·x. We solve it by the simplex method on a dense tableau. A first
// solution is at hand (everything naked), so there is no first phase, and every step on the way is a cover as well: one may stop
// at any time. It says who covers whom; what that costs is computed exactly by the rules, not here.

namespace MultiVenueMargin.Risk.RuleBooks.RegT;

/// <summary>A linear programme min c·x, A·x = b, x ≥ 0, of which a first solution is known.</summary>
internal sealed class CoverProgram
{
    private const double Epsilon = 1e-9;

    // Without progress for so long it may go in a circle; from then on the first column is taken that helps, which never does (Bland).
    private const int Patience = 40;

    private readonly List<double> _right = [];
    private readonly List<int> _basis = [];
    private readonly List<double> _costs = [];
    private readonly List<(int Row, double Factor)[]> _columns = [];

    public int Rows => _right.Count;

    /// <summary>A new row with what it adds up to, and the column that fills it in the first solution.</summary>
    public int AddRow(double right, double costOfFirst)
    {
        var row = _right.Count;
        _right.Add(right);
        _basis.Add(AddColumn(costOfFirst, (row, 1.0)));
        return row;
    }

    public int AddColumn(double cost, params (int Row, double Factor)[] factors)
    {
        _costs.Add(cost);
        _columns.Add(factors);
        return _costs.Count - 1;
    }

    /// <summary>The amount of each column.</summary>
    /// <param name="mostSteps">After so many it stops where it is.</param>
    /// <param name="isLeast">Whether no other solution costs less.</param>
    public double[] Solve(int mostSteps, out bool isLeast)
    {
        var (table, reduced) = Tableau();
        isLeast = false;
        var idle = 0;
        for (var step = 0; step < mostSteps; step++)
        {
            var entering = Entering(reduced, takeFirst: idle > Patience);
            var leaving = entering < 0 ? -1 : Leaving(table, entering);
            if (leaving < 0)
            {
                isLeast = true;
                break;
            }

            idle = table[leaving][^1] > Epsilon ? 0 : idle + 1;
            Pivot(table, reduced, leaving, entering);
            _basis[leaving] = entering;
        }

        var amounts = new double[_costs.Count];
        for (var row = 0; row < Rows; row++)
        {
            amounts[_basis[row]] = Math.Max(0.0, table[row][^1]);
        }

        return amounts;
    }

    private (double[][] Table, double[] Reduced) Tableau()
    {
        var table = new double[Rows][];
        for (var row = 0; row < Rows; row++)
        {
            table[row] = new double[_costs.Count + 1];
            table[row][^1] = _right[row];
        }

        var reduced = new double[_costs.Count];
        for (var column = 0; column < _costs.Count; column++)
        {
            reduced[column] = _costs[column];
            foreach (var (row, factor) in _columns[column])
            {
                table[row][column] += factor;
                reduced[column] -= factor * _costs[_basis[row]];
            }
        }

        return (table, reduced);
    }

    private static int Entering(double[] reduced, bool takeFirst)
    {
        var best = -1;
        for (var column = 0; column < reduced.Length; column++)
        {
            if (reduced[column] < (best < 0 ? -Epsilon : reduced[best]))
            {
                best = column;
                if (takeFirst)
                {
                    break;
                }
            }
        }

        return best;
    }

    private int Leaving(double[][] table, int entering)
    {
        var best = -1;
        var least = double.PositiveInfinity;
        for (var row = 0; row < table.Length; row++)
        {
            if (table[row][entering] > Epsilon)
            {
                var ratio = table[row][^1] / table[row][entering];
                if (ratio < least - Epsilon || (ratio < least + Epsilon && (best < 0 || _basis[row] < _basis[best])))
                {
                    (best, least) = (row, Math.Min(least, ratio));
                }
            }
        }

        return best;
    }

    private static void Pivot(double[][] table, double[] reduced, int pivotRow, int entering)
    {
        var pivot = table[pivotRow];
        var scale = 1.0 / pivot[entering];
        for (var column = 0; column < pivot.Length; column++)
        {
            pivot[column] *= scale;
        }

        for (var row = 0; row < table.Length; row++)
        {
            if (row != pivotRow && table[row][entering] != 0.0)
            {
                Subtract(table[row], pivot, table[row][entering]);
                table[row][entering] = 0.0;
            }
        }

        Subtract(reduced, pivot, reduced[entering]);
        reduced[entering] = 0.0;
    }

    private static void Subtract(double[] from, double[] row, double times)
    {
        for (var column = 0; column < from.Length; column++)
        {
            from[column] -= times * row[column];
        }
    }
}

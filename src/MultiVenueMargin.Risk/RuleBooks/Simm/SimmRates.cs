namespace MultiVenueMargin.Risk.RuleBooks.Simm;

/// <summary>
/// ISDA SIMM, interest-rate risk class. Per currency: weighted sensitivities WS = RW·s·CR with CR = max(1, √(|Σ s|/T)), correlated
/// by tenor, sub-curve and kind into K; currencies correlate by γ. Vega likewise. Curvature CVR = SF(t)·vega, correlated by the
/// squares, (Σ CVR + λ·K)⁺ / HVR², λ = (q² − 1)(1 + θ) − θ, θ = min(Σ CVR/Σ |CVR|, 0).
/// </summary>
/// <remarks>Who posts has the opposite sensitivities: only curvature minds the sign.</remarks>
public sealed class SimmRates
{
    private const string CurveType = "Risk_IRCurve";
    private const string InflationType = "Risk_Inflation";
    private const string BasisType = "Risk_XCcyBasis";
    private const string VolatilityType = "Risk_IRVol";
    private const string InflationVolatilityType = "Risk_InflationVol";

    private readonly SimmParameters _parameters;
    private readonly SimmCalibration _calibration;

    public SimmRates(SimmParameters parameters, SimmCalibration calibration) => (_parameters, _calibration) = (parameters, calibration);

    /// <summary>The risk types of this class.</summary>
    public static IReadOnlyList<string> RiskTypes { get; } = [CurveType, InflationType, BasisType, VolatilityType, InflationVolatilityType];

    /// <param name="sensitivities">Of one product class; what is of another risk class is passed over.</param>
    /// <param name="posts">Whether the other side margins them.</param>
    public SimmRatesMargin Of(IEnumerable<SimmSensitivity> sensitivities, bool posts)
    {
        var netted = sensitivities
            .GroupBy(each => (each.RiskType, each.Qualifier, Tenor: each.RiskType is CurveType or VolatilityType or InflationVolatilityType ? each.Tenor : string.Empty, Curve: each.RiskType == CurveType ? each.Curve : string.Empty))
            .Select(group => group.First() with { Amount = group.Sum(each => each.Amount) })
            .ToList();
        var delta = SimmBucket.Across(Currencies(netted, CurveType, InflationType, BasisType).Select(DeltaOf).ToList(), _parameters.CurrencyCorrelation);
        var volatilities = Currencies(netted, VolatilityType, InflationVolatilityType).ToList();
        var vega = SimmBucket.Across(volatilities.Select(VegaOf).ToList(), _parameters.CurrencyCorrelation);
        return new SimmRatesMargin((decimal)delta, (decimal)vega, (decimal)CurvatureOf(volatilities, posts ? -1 : 1));
    }

    private static IEnumerable<IGrouping<string, SimmSensitivity>> Currencies(IEnumerable<SimmSensitivity> sensitivities, params string[] types) =>
        sensitivities.Where(each => types.Contains(each.RiskType, StringComparer.Ordinal)).GroupBy(each => each.Qualifier, StringComparer.Ordinal);

    private SimmBucket DeltaOf(IGrouping<string, SimmSensitivity> currency)
    {
        // A cross-currency basis is neither counted for the concentration nor scaled by it.
        var concentration = ConcentrationOf(currency.Where(each => each.RiskType != BasisType), FindThreshold(currency.Key)?.Delta);
        var weights = WeightsOf(currency.Key);
        return BucketOf(
            currency.Select(each => each.RiskType switch
            {
                CurveType => FactorOf(each, (double)weights[PlaceOf(each.Tenor)] * concentration),
                InflationType => FactorOf(each, (double)_calibration.InflationWeight * concentration),
                _ => FactorOf(each, (double)_calibration.BasisWeight),
            }),
            concentration,
            square: false);
    }

    private SimmBucket VegaOf(IGrouping<string, SimmSensitivity> currency)
    {
        var concentration = ConcentrationOf(currency, FindThreshold(currency.Key)?.Vega);
        return BucketOf(currency.Select(each => FactorOf(each, (double)_calibration.VegaWeight * concentration)), concentration, square: false);
    }

    private double CurvatureOf(IReadOnlyList<IGrouping<string, SimmSensitivity>> currencies, int side)
    {
        var factors = currencies.Select(currency => currency.Select(each => FactorOf(each, side * ScaleOf(each.Tenor))).ToList()).ToList();
        var (sum, size) = (factors.Sum(each => each.Sum(factor => factor.Weighted)), factors.Sum(each => each.Sum(factor => Math.Abs(factor.Weighted))));
        if (size == 0)
        {
            return 0;
        }

        var theta = Math.Min(sum / size, 0);
        var lambda = (((_parameters.CurvatureQuantile * _parameters.CurvatureQuantile) - 1) * (1 + theta)) - theta;
        var buckets = factors.Select(each => BucketOf(each, 1, square: true)).ToList();
        var ratio = (double)_calibration.HistoricalVolatilityRatio;
        var together = SimmBucket.Across(buckets, _parameters.CurrencyCorrelation * _parameters.CurrencyCorrelation);
        return Math.Max(sum + (lambda * together), 0) / (ratio * ratio);
    }

    private SimmBucket BucketOf(IEnumerable<SimmFactor> factors, double concentration, bool square)
    {
        // Volatilities of inflation at all tenors are one factor.
        var all = factors.GroupBy(factor => factor with { Weighted = 0 }).Select(group => group.Key with { Weighted = group.Sum(factor => factor.Weighted) }).ToList();
        return SimmBucket.Of(
            all.ConvertAll(factor => factor.Weighted),
            (k, l) =>
            {
                var correlation = CorrelationOf(all[k], all[l]);
                return square ? correlation * correlation : correlation;
            },
            concentration);
    }

    private double CorrelationOf(SimmFactor one, SimmFactor other) =>
        one.Kind == SimmFactorKind.Basis || other.Kind == SimmFactorKind.Basis ? _parameters.BasisCorrelation
        : one.Kind == SimmFactorKind.Inflation || other.Kind == SimmFactorKind.Inflation ? _parameters.InflationCorrelation
        : _parameters.TenorCorrelations[one.Tenor][other.Tenor] * (one.Curve == other.Curve ? 1 : _parameters.CurveCorrelation);

    private SimmFactor FactorOf(SimmSensitivity sensitivity, double weight)
    {
        var weighted = (double)sensitivity.Amount * weight;
        return sensitivity.RiskType switch
        {
            CurveType => new SimmFactor(SimmFactorKind.Tenor, PlaceOf(sensitivity.Tenor), sensitivity.Curve, weighted),
            VolatilityType => new SimmFactor(SimmFactorKind.Tenor, PlaceOf(sensitivity.Tenor), string.Empty, weighted),
            BasisType => new SimmFactor(SimmFactorKind.Basis, -1, string.Empty, weighted),
            _ => new SimmFactor(SimmFactorKind.Inflation, -1, string.Empty, weighted),
        };
    }

    private static double ConcentrationOf(IEnumerable<SimmSensitivity> sensitivities, decimal? threshold) =>
        threshold is { } most ? Math.Max(1, Math.Sqrt(Math.Abs((double)(sensitivities.Sum(each => each.Amount) / most)))) : 1;

    private double ScaleOf(string tenor) => 0.5 * Math.Min(1, (double)_calibration.CurvatureDays / _parameters.TenorDays[PlaceOf(tenor)]);

    private IReadOnlyList<decimal> WeightsOf(string currency) =>
        (_calibration.CurveWeights.FirstOrDefault(group => group.Currencies.Contains(currency, StringComparer.Ordinal))
            ?? _calibration.CurveWeights.First(group => group.Currencies.Count == 0)).Weights;

    private SimmThreshold? FindThreshold(string currency) =>
        _calibration.Thresholds.FirstOrDefault(group => group.Currencies.Contains(currency, StringComparer.Ordinal))
        ?? _calibration.Thresholds.FirstOrDefault(group => group.Currencies.Count == 0);

    private int PlaceOf(string tenor)
    {
        for (var place = 0; place < _parameters.Tenors.Count; place++)
        {
            if (_parameters.Tenors[place] == tenor)
            {
                return place;
            }
        }

        throw new ArgumentException($"'{tenor}' is no tenor of SIMM.", nameof(tenor));
    }
}

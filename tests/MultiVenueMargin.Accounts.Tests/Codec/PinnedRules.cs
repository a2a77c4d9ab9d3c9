using MultiVenueMargin.Testing.Values;

namespace MultiVenueMargin.Accounts.Tests.Codec;

/// <summary>
/// The default rule set of the first release with two locations, as it was written then, and what it said. Neither follows
/// the defaults when they change: this is what stored rule sets look like.
/// </summary>
internal static class PinnedRules
{
    public const string Hex =
        "03010f686f7573652d64656661756c742d310080b5f7f57f9f0801000280989abc0480a0a39c8c020605010b03424e42010000000100040f"
        + "00000342544301000000040100f40304020100d00f040501008827020100020202080344414901010001054d616b65720100040200000345"
        + "544801000000040100882704030100a09c0104060100d08603040c0004190208034555520102000001000408000003534f4c010000000201"
        + "00d0860302010002020000035553440102000001000000000004555344430101000106436972636c65010006050208045553445401010001"
        + "065465746865720100040102080457425443010301034254430001000405000005737445544801040103455448000100064b000002030400"
        + "000001060502040503020202010100c096b1020102040100c096b1020102050100c096b10200020762696e616e63650104050103424e4201"
        + "80a0a39c8c0208657468657265756d01000000000301084254432c2045544802034254430345544804100404081906050405060208050605"
        + "01066d616a6f72730b03534f4c0358525003424e4204444f474503414441034c544303424348044c494e4b03444f54044156415803545258"
        + "0202040606050401040f06080601040101066f746865727300020302010401040202030608081904010108042d04190203040d0205080542"
        + "052102050001000200030004000500a8c301020f020502060080dac4090100020500000304610209020800010461d00f0402050002060506"
        + "1904190419020c0a0a2801000f001e040100c0843d06050100c096b1020401010080dac409040200040406e3070463000502080204040102"
        + "0704050802020102030005000202050402040104010101034254430345544802050204030100c096b1020402010080dac409040300040504"
        + "7d010502020f049b0103020c020d04020b020c050469020b06000104690501020d00e807";

    public const string Said = """
        .AddOns.ConcentrationBaseDays = 0.3
        .AddOns.ConcentrationHorizonDays = 2
        .AddOns.ConcentrationMost = 0.5
        .AddOns.ConcentrationMostDays = 5
        .AddOns.ConcentrationVolumeShare = 0.1
        .AddOns.ImpactCoefficient = 0.7
        .AddOns.MaximumLossRate = 0.01
        .AddOns.MinimumOnHedged = 0.01
        .AddOns.MinimumOnNet = 0.02
        .AddOns.OptionSpreadOfMark = 0.05
        .AddOns.OptionSpreadOfUnderlying = 0.0002
        .AddOns.PegBrokenAt = 0.8
        .AddOns.PegBrokenRate = 0.4
        .AddOns.PegCalmAbove = 0.995
        .AddOns.PegStrainAt = 0.99
        .AddOns.PegStrainMultiple = 5
        .AddOns.PegTiers has 4
        .AddOns.PegTiers[0].Rate = 0.005
        .AddOns.PegTiers[0].UpTo = 1000000
        .AddOns.PegTiers[1].Rate = 0.01
        .AddOns.PegTiers[1].UpTo = 5000000
        .AddOns.PegTiers[2].Rate = 0.02
        .AddOns.PegTiers[2].UpTo = 20000000
        .AddOns.PegTiers[3].Rate = 0.04
        .AddOns.PegTiers[3].UpTo absent
        .AddOns.RateShock = 0.01
        .AddOns.VegaTermFullGapDays = 30
        .AddOns.VegaTermPoints = 15
        .BorrowTiers has 3
        .BorrowTiers[0].Rate = 0.02
        .BorrowTiers[0].UpTo = 5000000
        .BorrowTiers[1].Rate = 0.03
        .BorrowTiers[1].UpTo = 20000000
        .BorrowTiers[2].Rate = 0.05
        .BorrowTiers[2].UpTo absent
        .Calls.MinimumTransferUsd = 1000
        .Calls.TargetRatio = 1.3
        .Collateral.AssetCap.BaseUsd = 5000000
        .Collateral.AssetCap.Share = 0.4
        .Collateral.Assets has 11
        .Collateral.Assets[BNB].ExcessWeight = 0
        .Collateral.Assets[BNB].Haircut has 1
        .Collateral.Assets[BNB].Haircut[0].Rate = 0.15
        .Collateral.Assets[BNB].Haircut[0].UpTo absent
        .Collateral.Assets[BNB].Issuer absent
        .Collateral.Assets[BNB].Kind = Coin
        .Collateral.Assets[BNB].Unit absent
        .Collateral.Assets[BTC].ExcessWeight = 0.8
        .Collateral.Assets[BTC].Haircut has 4
        .Collateral.Assets[BTC].Haircut[0].Rate = 0.02
        .Collateral.Assets[BTC].Haircut[0].UpTo = 500
        .Collateral.Assets[BTC].Haircut[1].Rate = 0.05
        .Collateral.Assets[BTC].Haircut[1].UpTo = 2000
        .Collateral.Assets[BTC].Haircut[2].Rate = 0.1
        .Collateral.Assets[BTC].Haircut[2].UpTo = 5000
        .Collateral.Assets[BTC].Haircut[3].Rate = 0.2
        .Collateral.Assets[BTC].Haircut[3].UpTo absent
        .Collateral.Assets[BTC].Issuer absent
        .Collateral.Assets[BTC].Kind = Coin
        .Collateral.Assets[BTC].Unit absent
        .Collateral.Assets[DAI].ExcessWeight = 0
        .Collateral.Assets[DAI].Haircut has 1
        .Collateral.Assets[DAI].Haircut[0].Rate = 0.02
        .Collateral.Assets[DAI].Haircut[0].UpTo absent
        .Collateral.Assets[DAI].Issuer = "Maker"
        .Collateral.Assets[DAI].Kind = Stablecoin
        .Collateral.Assets[DAI].Unit absent
        .Collateral.Assets[ETH].ExcessWeight = 0.8
        .Collateral.Assets[ETH].Haircut has 4
        .Collateral.Assets[ETH].Haircut[0].Rate = 0.03
        .Collateral.Assets[ETH].Haircut[0].UpTo = 5000
        .Collateral.Assets[ETH].Haircut[1].Rate = 0.06
        .Collateral.Assets[ETH].Haircut[1].UpTo = 20000
        .Collateral.Assets[ETH].Haircut[2].Rate = 0.12
        .Collateral.Assets[ETH].Haircut[2].UpTo = 50000
        .Collateral.Assets[ETH].Haircut[3].Rate = 0.25
        .Collateral.Assets[ETH].Haircut[3].UpTo absent
        .Collateral.Assets[ETH].Issuer absent
        .Collateral.Assets[ETH].Kind = Coin
        .Collateral.Assets[ETH].Unit absent
        .Collateral.Assets[EUR].ExcessWeight = 0
        .Collateral.Assets[EUR].Haircut has 1
        .Collateral.Assets[EUR].Haircut[0].Rate = 0.08
        .Collateral.Assets[EUR].Haircut[0].UpTo absent
        .Collateral.Assets[EUR].Issuer absent
        .Collateral.Assets[EUR].Kind = Fiat
        .Collateral.Assets[EUR].Unit absent
        .Collateral.Assets[SOL].ExcessWeight = 0
        .Collateral.Assets[SOL].Haircut has 2
        .Collateral.Assets[SOL].Haircut[0].Rate = 0.1
        .Collateral.Assets[SOL].Haircut[0].UpTo = 50000
        .Collateral.Assets[SOL].Haircut[1].Rate = 0.2
        .Collateral.Assets[SOL].Haircut[1].UpTo absent
        .Collateral.Assets[SOL].Issuer absent
        .Collateral.Assets[SOL].Kind = Coin
        .Collateral.Assets[SOL].Unit absent
        .Collateral.Assets[USD].ExcessWeight = 0
        .Collateral.Assets[USD].Haircut has 1
        .Collateral.Assets[USD].Haircut[0].Rate = 0
        .Collateral.Assets[USD].Haircut[0].UpTo absent
        .Collateral.Assets[USD].Issuer absent
        .Collateral.Assets[USD].Kind = Fiat
        .Collateral.Assets[USD].Unit absent
        .Collateral.Assets[USDC].ExcessWeight = 0.8
        .Collateral.Assets[USDC].Haircut has 1
        .Collateral.Assets[USDC].Haircut[0].Rate = 0.005
        .Collateral.Assets[USDC].Haircut[0].UpTo absent
        .Collateral.Assets[USDC].Issuer = "Circle"
        .Collateral.Assets[USDC].Kind = Stablecoin
        .Collateral.Assets[USDC].Unit absent
        .Collateral.Assets[USDT].ExcessWeight = 0.8
        .Collateral.Assets[USDT].Haircut has 1
        .Collateral.Assets[USDT].Haircut[0].Rate = 0.01
        .Collateral.Assets[USDT].Haircut[0].UpTo absent
        .Collateral.Assets[USDT].Issuer = "Tether"
        .Collateral.Assets[USDT].Kind = Stablecoin
        .Collateral.Assets[USDT].Unit absent
        .Collateral.Assets[WBTC].ExcessWeight = 0
        .Collateral.Assets[WBTC].Haircut has 1
        .Collateral.Assets[WBTC].Haircut[0].Rate = 0.05
        .Collateral.Assets[WBTC].Haircut[0].UpTo absent
        .Collateral.Assets[WBTC].Issuer absent
        .Collateral.Assets[WBTC].Kind = Wrapped
        .Collateral.Assets[WBTC].Unit = BTC
        .Collateral.Assets[stETH].ExcessWeight = 0
        .Collateral.Assets[stETH].Haircut has 1
        .Collateral.Assets[stETH].Haircut[0].Rate = 0.075
        .Collateral.Assets[stETH].Haircut[0].UpTo absent
        .Collateral.Assets[stETH].Issuer absent
        .Collateral.Assets[stETH].Kind = Staked
        .Collateral.Assets[stETH].Unit = ETH
        .Collateral.BridgeHaircuts has 4
        .Collateral.BridgeHaircuts[BurnAndMint] = 0.005
        .Collateral.BridgeHaircuts[LightClient] = 0.05
        .Collateral.BridgeHaircuts[Multisig] = 0.2
        .Collateral.BridgeHaircuts[Native] = 0
        .Collateral.IssuerCap.BaseUsd = 5000000
        .Collateral.IssuerCap.Share = 0.5
        .Collateral.OwnTokenHaircut = 0.1
        .Collateral.UnlistedHaircut = 0.3
        .Collateral.VenueCap.BaseUsd = 5000000
        .Collateral.VenueCap.Share absent
        .Credit.CorrelationShare = 0.5
        .Credit.Most = 0.4
        .Credit.Pairs has 1
        .Credit.Pairs[0].First = BTC
        .Credit.Pairs[0].Second = ETH
        .EffectiveFrom = 1970-01-01T00:00:00.0000000Z
        .InitialMarginFactor = 1.25
        .Locations has 2
        .Locations[binance].Grace = 01:00:00
        .Locations[binance].Haircut = 0.05
        .Locations[binance].OwnToken = BNB
        .Locations[ethereum].Grace absent
        .Locations[ethereum].Haircut = 0
        .Locations[ethereum].OwnToken absent
        .Scan.ExtremeMultiple = 1.5
        .Scan.ExtremeWeight = 0.5
        .Scan.GainCapUsd = 20000000
        .Scan.GainShare = 0.6
        .Scan.GridSteps = 4
        .Scan.LeastVolatilityUp = 0.5
        .Scan.LongTermPower = 0.13
        .Scan.Optional.Depeg = False
        .Scan.Optional.DepegPrices has 3
        .Scan.Optional.DepegPrices[0] = 0.97
        .Scan.Optional.DepegPrices[1] = 0.9
        .Scan.Optional.DepegPrices[2] = 0.8
        .Scan.Optional.Reorganisation = False
        .Scan.Optional.Skew = False
        .Scan.Optional.SkewRotation = 0.5
        .Scan.Optional.VenueLoss = False
        .Scan.ShortTermPower = 0.3
        .Scan.TailDampenerUsd = 25000
        .Scan.TailMoves has 8
        .Scan.TailMoves[0] = -0.66
        .Scan.TailMoves[1] = -0.33
        .Scan.TailMoves[2] = 0.5
        .Scan.TailMoves[3] = 1
        .Scan.TailMoves[4] = 2
        .Scan.TailMoves[5] = 3
        .Scan.TailMoves[6] = 4
        .Scan.TailMoves[7] = 5
        .Scan.VolatilityDown = 0.25
        .Scan.VolatilityUp = 0.45
        .States.Ladder has 5
        .States.Ladder[0].EnterBelow = 1.5
        .States.Ladder[0].LeaveAt = 1.55
        .States.Ladder[0].State = Notice
        .States.Ladder[1].EnterBelow = 1.2
        .States.Ladder[1].LeaveAt = 1.3
        .States.Ladder[1].State = Call
        .States.Ladder[2].EnterBelow = 1.1
        .States.Ladder[2].LeaveAt = 1.2
        .States.Ladder[2].State = Restricted
        .States.Ladder[3].EnterBelow = 1.05
        .States.Ladder[3].LeaveAt = 1.1
        .States.Ladder[3].State = Liquidating
        .States.Ladder[4].EnterBelow = 1
        .States.Ladder[4].LeaveAt = 1.05
        .States.Ladder[4].State = Takeover
        .States.NeedsLikelyFrom = Liquidating
        .Statistical.BufferShare = 0.25
        .Statistical.Decay = 0.97
        .Statistical.HorizonDays = 2
        .Statistical.LeastScaling = 0.5
        .Statistical.MostScaling = 2
        .Statistical.MostScenarios = 1000
        .Statistical.RebuildDays = 20
        .Statistical.ReleaseAbove = 1.2
        .Statistical.ReleaseDays = 5
        .Statistical.ReleaseLookbackDays = 5
        .Statistical.ShortfallTail = 0.025
        .Statistical.StressWeight = 0.25
        .Statistical.ValueAtRiskTail = 0.005
        .Uncertainty.ConfidenceMultiple = 2
        .Uncertainty.Fresh = 00:01:00
        .Uncertainty.Lost = 01:00:00
        .Uncertainty.StableDailyVolatility = 0.005
        .UnitClasses has 3
        .UnitClasses[0].BasisFloor = 0.005
        .UnitClasses[0].BasisPerYear = 0.05
        .UnitClasses[0].DefaultDailyVolatility = 0.04
        .UnitClasses[0].GrossFloorShare = 0.0025
        .UnitClasses[0].HalfSpread = 0.0005
        .UnitClasses[0].Name = "BTC, ETH"
        .UnitClasses[0].PerpetualBasis = 0.002
        .UnitClasses[0].Range = 0.16
        .UnitClasses[0].ShortOptionShare = 0.005
        .UnitClasses[0].Units has 2
        .UnitClasses[0].Units[0] = BTC
        .UnitClasses[0].Units[1] = ETH
        .UnitClasses[1].BasisFloor = 0.01
        .UnitClasses[1].BasisPerYear = 0.15
        .UnitClasses[1].DefaultDailyVolatility = 0.06
        .UnitClasses[1].GrossFloorShare = 0.005
        .UnitClasses[1].HalfSpread = 0.001
        .UnitClasses[1].Name = "majors"
        .UnitClasses[1].PerpetualBasis = 0.008
        .UnitClasses[1].Range = 0.2
        .UnitClasses[1].ShortOptionShare = 0.01
        .UnitClasses[1].Units has 11
        .UnitClasses[1].Units[0] = SOL
        .UnitClasses[1].Units[1] = XRP
        .UnitClasses[1].Units[2] = BNB
        .UnitClasses[1].Units[3] = DOGE
        .UnitClasses[1].Units[4] = ADA
        .UnitClasses[1].Units[5] = LTC
        .UnitClasses[1].Units[6] = BCH
        .UnitClasses[1].Units[7] = LINK
        .UnitClasses[1].Units[8] = DOT
        .UnitClasses[1].Units[9] = AVAX
        .UnitClasses[1].Units[10] = TRX
        .UnitClasses[2].BasisFloor = 0.02
        .UnitClasses[2].BasisPerYear = 0.3
        .UnitClasses[2].DefaultDailyVolatility = 0.1
        .UnitClasses[2].GrossFloorShare = 0.01
        .UnitClasses[2].HalfSpread = 0.0025
        .UnitClasses[2].Name = "others"
        .UnitClasses[2].PerpetualBasis = 0.008
        .UnitClasses[2].Range = 0.3
        .UnitClasses[2].ShortOptionShare = 0.01
        .UnitClasses[2].Units has 0
        .Version = house-default-1
        """;
}

using CsCheck;

namespace Livecaller.Testing.Tests.Fence;

/// <summary>
/// Two users share an app: whatever they and the network do, and in whatever order, no byte of one reaches the other's listeners,
/// screen, session file, outbox or conversations.
/// </summary>
public sealed class IdentityFencePropertyTests
{
    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Frequency(
            (4, Gen.Const(Act.LoginZoe)), (4, Gen.Const(Act.LoginKim)), (2, Gen.Const(Act.Logout)), (5, Gen.Const(Act.Send)), (4, Gen.Const(Act.SendFile)),
            (4, Gen.Const(Act.OperatorAnswersZoe)), (4, Gen.Const(Act.OperatorAnswersKim)), (2, Gen.Const(Act.DropConnection)), (1, Gen.Const(Act.GoOffline)),
            (2, Gen.Const(Act.GoOnline)), (2, Gen.Const(Act.LoseAnswer)), (2, Gen.Const(Act.BreakUpload)), (2, Gen.Const(Act.Restart)), (1, Gen.Const(Act.PauseAndResume))),
        Gen.Bool,
        (act, waits) => new Step(act, waits));

    [Fact]
    public async Task No_byte_of_one_user_reaches_the_other() =>
        await Steps.Array[5, 25].SampleAsync(
            async steps =>
            {
                await using var app = await SharedApp.StartAsync();
                foreach (var step in steps) await app.DoAsync(step);
                await app.FinishAsync();
                Assert.Empty(app.Leaks);
            },
            iter: 25, threads: 2);

    [Fact]
    public async Task What_each_user_sends_in_peace_arrives()
    {
        // The property would hold for an app that does nothing.
        await using var app = await SharedApp.StartAsync();
        foreach (var act in new[] { Act.LoginZoe, Act.Send, Act.SendFile, Act.LoginKim, Act.SendFile, Act.Send, Act.OperatorAnswersZoe, Act.OperatorAnswersKim })
        {
            await app.DoAsync(new(act, Waits: true));
        }

        await app.HearsAsync("for kim: 8");
        await app.FinishAsync();
        Assert.Empty(app.Leaks);
        Assert.Equal(["zoe: 2", "zoe: 3", "for zoe: 7"], app.TextsOf("zoe").Take(3));
        Assert.Equal(["kim: 5", "kim: 6", "for kim: 8"], app.TextsOf("kim").Take(3));
    }
}

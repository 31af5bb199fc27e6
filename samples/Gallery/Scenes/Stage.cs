using Livecaller;

namespace Gallery.Scenes;

/// <summary>The current scene of a browser tab. A new scene ends the previous one.</summary>
internal sealed class Stage(SceneLinks links, ILoggerFactory loggers) : ILivecallerClientProvider, IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly string _key = Guid.NewGuid().ToString("N");
    private int _number;

    /// <summary>The current scene.</summary>
    public Scene? Scene { get; private set; }

    public async Task<Scene> ShowAsync(GalleryState state, string language, Uri site)
    {
        await _gate.WaitAsync();
        try
        {
            if (Scene is not null) await Scene.DisposeAsync();
            Scene = null;
            Scene = await Scene.CreateAsync(state, ++_number, language, SceneLinks.BaseOf(site, _key), loggers);
            links.Set(_key, Scene.Host);
            return Scene;
        }
        finally
        {
            _gate.Release();
        }
    }

    public Task<LivecallerClient> GetAsync(CancellationToken cancellationToken = default) => Task.FromResult(
        Scene?.Client ?? throw new InvalidOperationException("There is no current scene."));

    public async ValueTask DisposeAsync()
    {
        links.Remove(_key);
        if (Scene is not null) await Scene.DisposeAsync();
        _gate.Dispose();
    }
}

"""What a web server calls."""

from django.core.wsgi import get_wsgi_application

from samsyn.register.opening import open_register

open_register()
application = get_wsgi_application()
